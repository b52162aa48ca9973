import type { KernelOptions } from './run.js';

export { type Destination, kernelsFolder } from './folders.js';
export { installKernelspec, kernelCommand, uninstallKernelspec } from './kernelspec.js';
export { loadZeroMq } from './zeromq.js';

/** As `serveKernel` of `run.ts`, which is loaded only when a kernel runs. */
export async function runKernel(file: string, options: KernelOptions): Promise<void> {
  const { serveKernel } = await import('./run.js');
  return serveKernel(file, options);
}
