import { cos } from '../time.js';
import { phaseFunction } from './phase.js';

export const cosFunction = phaseFunction('cos', cos);
