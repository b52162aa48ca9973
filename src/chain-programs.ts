/** What can be asked of a chain that is given as a program: `chain.drudeWeight(program, current, charges)`. */
export { type ChainProgram, drudeWeight } from './report/index.js';
