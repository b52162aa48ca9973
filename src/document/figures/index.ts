import type { Figure } from '../figure.js';
import { chain2 } from './chain-2.js';
import { chain3 } from './chain-3.js';
import { chain4 } from './chain-4.js';
import { chain5 } from './chain-5.js';
import { chain6 } from './chain-6.js';
import { ensembles1 } from './ensembles-1.js';
import { ensembles2 } from './ensembles-2.js';
import { ensembles3 } from './ensembles-3.js';
import { ensembles4 } from './ensembles-4.js';
import { gas1 } from './gas-1.js';
import { gas2 } from './gas-2.js';
import { gas3 } from './gas-3.js';
import { gas4 } from './gas-4.js';
import { gasBoltzmann } from './gas-boltzmann.js';
import { gasFloquetElements } from './gas-floquet-elements.js';
import { gasS1 } from './gas-s1.js';

/** Every figure, paper by paper, in the order of the papers. */
export const figures: readonly Figure[] = [
  chain2,
  chain3,
  chain4,
  chain5,
  chain6,
  ensembles1,
  ensembles2,
  ensembles3,
  ensembles4,
  gas1,
  gas2,
  gas3,
  gas4,
  gasS1,
  gasBoltzmann,
  gasFloquetElements,
];
