import {
  type Destination,
  installKernelspec,
  kernelCommand,
  kernelsFolder,
  loadZeroMq,
  runKernel,
  uninstallKernelspec,
} from '../jupyter/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import type { CommonOptions } from './options.js';
import { type Output, finish } from './output.js';

interface JupyterOptions extends CommonOptions, Destination {
  readonly name: string;
}

export const jupyterCommand = command<JupyterOptions>({
  operands: '[action...]',
  example: ['$ spinlaw jupyter install', '$ spinlaw jupyter install --sys-prefix', '$ spinlaw jupyter uninstall'],
  options: [
    { flags: '--user', about: 'into your own folder of Jupyter, which is the default' },
    { flags: '--sys-prefix', about: 'into the Python environment that is active' },
    { flags: '--prefix <folder>', about: 'into share/jupyter/kernels below a folder' },
    { flags: '--name <name>', about: 'the name of the kernel', default: 'spinlaw' },
  ],
  run([action, ...operands], options, output) {
    switch (action) {
      case 'install':
      case 'uninstall':
        if (operands.length > 0)
          refuse('too-many-inputs', `jupyter ${action} takes options only, and "${operands[0]}" is none`, {
            hint: `spinlaw jupyter ${action} --name ${operands[0]}`,
          });
        return action === 'install' ? install(options, output) : uninstall(options, output);
      case 'kernel':
        return kernel(operands, options, output);
      default:
        return refuse(
          'missing-input',
          action === undefined ? 'jupyter needs a word that says what to do' : `jupyter does not know "${action}"`,
          { expected: ['install', 'uninstall', 'kernel'], hint: 'spinlaw jupyter install' },
        );
    }
  },
});

async function install(options: JupyterOptions, output: Output): Promise<ExitCode> {
  // A kernel that cannot start is not installed.
  loadZeroMq();
  const { name, set } = options;
  // Neither is one with settings that it would refuse.
  if (set.length > 0) (await import('../session/index.js')).sessionWith(set);
  const spec = installKernelspec(kernelsFolder(options, process.env), name, kernelCommand(set));
  if (!output.json) {
    for (const file of spec.files) output.line(`wrote ${file}`);
    output.remark('Choose the kernel in JupyterLab, or begin at once: jupyter lab');
    if (/[/\\]_npx[/\\]/u.test(spec.argv[1]!))
      output.note('npx keeps this copy of spinlaw for a while only; npm install --global spinlaw makes one that stays');
  }
  return finish({ document: spec, code: 0 }, output);
}

function uninstall(options: JupyterOptions, output: Output): ExitCode {
  const { folder, files, left } = uninstallKernelspec(kernelsFolder(options, process.env), options.name);
  if (!output.json) {
    for (const file of files) output.line(`removed ${file}`);
    if (left.length > 0) output.note(`${folder} stays, because it has files that spinlaw did not write`);
  }
  return finish({ document: { folder, files, left }, code: 0 }, output);
}

async function kernel(operands: readonly string[], { set }: JupyterOptions, output: Output): Promise<ExitCode> {
  const [file] = operands;
  if (file === undefined || operands.length > 1)
    return refuse('missing-input', 'jupyter kernel takes the connection file that Jupyter writes', {
      hint: 'jupyter console --kernel spinlaw starts the kernel and talks to it',
    });
  await runKernel(file, { set, log: (text) => output.remark(`spinlaw kernel: ${text}`) });
  return 0;
}
