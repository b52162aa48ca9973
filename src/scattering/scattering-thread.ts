// A thread of the scattering problem.
import { serveTasks } from '../numeric/index.js';
import { probingTask } from './probing-task.js';

serveTasks([probingTask]);
