import type { Figure } from '../figure.js';
import { gas1 } from './gas-1.js';
import { gas2 } from './gas-2.js';
import { gas3 } from './gas-3.js';
import { gas4 } from './gas-4.js';
import { gasBoltzmann } from './gas-boltzmann.js';
import { gasFloquetElements } from './gas-floquet-elements.js';
import { gasS1 } from './gas-s1.js';

/** Every figure, paper by paper, in the order of the papers. */
export const figures: readonly Figure[] = [gas1, gas2, gas3, gas4, gasS1, gasBoltzmann, gasFloquetElements];
