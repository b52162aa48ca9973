// A thread of the driven chain.
import { serveTasks } from '../numeric/index.js';
import { sectorTask } from '../ring/index.js';
import { rateTask } from './rate-task.js';

serveTasks([sectorTask, rateTask]);
