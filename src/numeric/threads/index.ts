export { checkThreads, coreCount, maxThreads } from './host.js';
export { startThreads } from './pool.js';
export { setSharingRules } from './rules.js';
export { servePool } from './serve.js';
export { inSharedMemory, sharedDoubles } from './shared-memory.js';
export { type RoundOptions, SharedWork, shareOnce, type ThreadTask, type WorkOptions } from './work.js';
