import { exp } from '../time.js';
import { phaseFunction } from './phase.js';

export const expFunction = phaseFunction('exp', exp);
