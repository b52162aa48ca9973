import { serveTasks } from '../sweep/index.js';
import { computeTask } from './sweep-engine.js';

/*
 * A worker process of `spinlaw sweep`: it computes tasks until the process that started it ends.
 */

serveTasks(computeTask);
