// A thread of the driven gas.
import { servePool } from '../numeric/index.js';
import { probingTask } from '../scattering/index.js';
import { energyTask } from './energy-task.js';

servePool([energyTask, probingTask]);
