// What a staggered field does to the XXZ chain.
import { operator, toText } from 'spinlaw';
import { perturb, verdictOn } from 'spinlaw/perturbation';

const H0 = operator('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>');
const V = operator('sum_j (-1)^j Sz_j');

const found = perturb(V, H0, { upto: 3 });
for (const charge of found.charges) {
  console.log(`C_${charge.index}: ${verdictOn(charge, found)}, correction ${charge.correction.kind}`);
}
for (const { name, allowed } of found.currents) {
  console.log(`the ${name} current is ${allowed ? 'allowed' : 'forbidden by symmetry'}`);
}
console.log(`[V, C_2] = ${toText(found.charges[1]!.residual)}`);
