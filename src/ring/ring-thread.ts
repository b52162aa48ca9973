// A thread of the eigenproblems of a ring.
import { servePool } from '../numeric/index.js';
import { sectorTask } from './sector-task.js';

servePool([sectorTask]);
