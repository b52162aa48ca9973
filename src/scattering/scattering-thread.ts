// A thread of the scattering problem.
import { servePool } from '../numeric/index.js';
import { probingTask } from './probing-task.js';

servePool([probingTask]);
