// Finds the heat current of the XXZ chain, and proves that it is conserved.
import { commutator, isZero, operator, prove, toText } from 'spinlaw';
import { conservedCharges } from 'spinlaw/charges';

const H = operator('sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>');

for (const charge of conservedCharges(H, { upto: 5 }).charges) {
  const verdict = charge.commutes ? 'conserved' : 'not conserved';
  console.log(`C_${charge.index}: ${charge.words} Pauli strings of up to ${charge.range} sites, ${verdict}`);
}

// The same by hand: C_3 = [O_b, C_2] with the boost O_b = -i Σ_j j h_<j,j+1>, an ordinary expression of the language.
const program = `
h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
C2 = sum_j h_<j,j+1>
C3 = [-i sum_j j h_<j,j+1>, C2]
prove conserved: [C2, C3] = 0
prove closed-form: C3 = J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
refute in-a-staggered-field: [C2 + B sum_j (-1)^j Sz_j, C3] = 0`;

for (const { name, verdict, parameters } of prove(program).claims) {
  console.log(`${name}: ${verdict}, with ${parameters.join(', ')} open`);
}

const [, C3] = conservedCharges(H, { upto: 3 }).charges;
console.log(isZero(commutator(H, C3!.operator())), toText(operator('[Sx_0, Sy_0]')));
