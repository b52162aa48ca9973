// A thread of the driven chain.
import { servePool } from '../numeric/index.js';
import { sectorTask } from '../ring/index.js';
import { factorTask } from './factor-task.js';
import { rateTask } from './rate-task.js';
import { productTask } from './shared-product.js';

servePool([sectorTask, rateTask, factorTask, productTask]);
