// A thread of the eigenproblems of a ring.
import { serveTasks } from '../numeric/index.js';
import { sectorTask } from './sector-task.js';

serveTasks([sectorTask]);
