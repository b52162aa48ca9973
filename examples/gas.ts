// Three driven levels in a dilute gas: at beta = 1 the drive heats the gas, and the populations are not thermal.
import { steadyState } from 'spinlaw/gas';

const model = `
λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.))
gas H, V with mass = 1, density = 1`;

const { value, residual } = steadyState(model, { beta: 1 });
console.log(`populations ${value.populations.map((p) => p.toFixed(5)).join(', ')}`);
console.log(`of equilibrium ${value.boltzmann.map((p) => p.toFixed(5)).join(', ')}`);
console.log(`power ${value.power.toFixed(5)}, heat ${value.heat.toFixed(5)}`);
console.log(`every law holds to ${residual < 1e-9 ? '1e-9' : residual}`);
