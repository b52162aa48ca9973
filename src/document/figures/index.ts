import type { Figure } from '../figure.js';
import { gasFloquetElements } from './gas-floquet-elements.js';

/** Every figure, paper by paper, in the order of the papers. */
export const figures: readonly Figure[] = [gasFloquetElements];
