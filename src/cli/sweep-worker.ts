import { DiskCache, engineVersion, serveTasks } from '../sweep/index.js';
import { taskEngine } from './sweep-engine.js';

/*
 * A worker process of `spinlaw sweep`: it computes tasks until the process that started it ends. Its argument is the
 * largest size of the cache in bytes, and its current folder is the store.
 */

const bytes = Number(process.argv[2]);
serveTasks(taskEngine(bytes > 0 ? { cache: new DiskCache('cache', engineVersion(), bytes) } : {}));
