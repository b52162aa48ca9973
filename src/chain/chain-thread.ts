// A thread of the driven chain.
import { serveTasks } from '../numeric/index.js';
import { sectorTask } from '../ring/index.js';
import { factorTask } from './factor-task.js';
import { rateTask } from './rate-task.js';
import { productTask } from './shared-product.js';

serveTasks([sectorTask, rateTask, factorTask, productTask]);
