// The steady state of a driven chain that is given by its operators instead of a program.
import { operator } from 'spinlaw';
import { type ChainParts, steadyState } from 'spinlaw/chain';

const chain: ChainParts = {
  hamiltonian: operator('sum_j J S_j·S_<j+1>'),
  drives: [{ operator: operator('sum_j (-1)^j (Sz_j cos(ω t) - S_j·S_<j+1> sin(ω t))'), settings: { width: 0.1 } }],
  baths: [
    {
      operator: operator('sum_j Sx_j Sz_<j+1> (a_j + a†_j)'),
      settings: { temperature: 1, frequency: 1, width: 0.4 },
    },
  ],
  jumps: [operator('1/10 S-_0')], // the one of site 0; there is one on every site
  names: { C1: operator('sum_j Sz_j') },
};

const { value } = await steadyState(chain, { sites: 6, parameters: { J: 1, omega: 1.6 } });
for (const [name, mean] of Object.entries(value.observables)) console.log(`${name} = ${mean.toFixed(5)}`);
