// A thread of the driven gas.
import { serveTasks } from '../numeric/index.js';
import { probingTask } from '../scattering/index.js';
import { energyTask } from './energy-task.js';

serveTasks([energyTask, probingTask]);
