import { sin } from '../time.js';
import { phaseFunction } from './phase.js';

export const sinFunction = phaseFunction('sin', sin);
