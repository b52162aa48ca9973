import { channelAt } from '../../scattering/index.js';
import { law } from '../../law/index.js';
import { type EnergyCase, energyCases, otherScattering } from '../cases/gases.js';
import { enough } from '../engines/gas.js';
import { within } from '../findings/within.js';
import { modelLine } from '../cases/gas-models.js';

const relative = 1e-8;

/**
 * T_{(j',n'+1),(j,n+1)}(E + ω) = T_{(j',n'),(j,n)}(E): the copies of the modes describe the same physics.   gas (S91)
 */
export const brillouinShift = law<EnergyCase>({
  id: 'gas.brillouin-shift',
  title: 'raising the energy by ω and every Floquet index by one changes no amplitude',
  source: 'gas (S91)',
  statement:
    '# T_((j’,n’+1),(j,n+1))(E + ω) = T_((j’,n’),(j,n))(E)\nω = 1.1; gas |2><2| + 0.8 cos(ω t) (|1><2| + h.c.), δ(x) (|1><1| + |2><2| + (0.4 i |1><2| + h.c.))',
  cases: energyCases(6),
  strength: {
    relative,
    because: 'broken by truncation alone, with sidebands at which probabilities have converged to 1e-11',
  },
  mutants: [
    {
      name: 'too few sidebands',
      operation: true,
      breaks: (c) => ({
        ...c,
        engine: { ...c.engine, scattering: (system, energy) => c.engine.scattering(system, energy, 2) },
      }),
    },
    otherScattering('the copy n = 1 is forgotten', (s) => {
      const levels = s.channels.count / (2 * s.channels.sidebands + 1);
      const of = (r: number): boolean => Math.floor((r % s.channels.count) / levels) === s.channels.sidebands + 1;
      const kept = (x: number, p: number): number => (of(Math.floor(p / s.t.cols)) || of(p % s.t.cols) ? 0 : x);
      return { ...s, t: { ...s.t, re: s.t.re.map(kept), im: s.t.im.map(kept) } };
    }),
  ],
  examine: ({ model, energy, engine }) => {
    const system = engine.system(model);
    const sidebands = enough(system) + 2;
    const a = engine.scattering(system, energy, sidebands);
    const b = engine.scattering(system, energy + model.frequency, sidebands);
    let [worst, largest] = [0, 0];
    for (let from = 0; from < model.levels; from++) {
      for (let to = 0; to < model.levels; to++) {
        for (let q = -1; q <= 1; q++) {
          for (let d = 0; d < a.directions ** 2; d++) {
            const at = (s: typeof a, shift: number): number => {
              const { channels, directions } = s;
              const row = (d % directions) * channels.count + channelAt(channels, { level: to, quanta: q + shift })!;
              const column =
                Math.floor(d / directions) * channels.count + channelAt(channels, { level: from, quanta: shift })!;
              return row * s.t.cols + column;
            };
            const isOpen = (level: number, quanta: number): boolean =>
              a.open[channelAt(a.channels, { level, quanta })!] !== 0;
            if (!isOpen(to, q) || !isOpen(from, 0)) continue;
            const [p, r] = [at(a, 0), at(b, 1)];
            largest = Math.max(largest, Math.hypot(a.t.re[p]!, a.t.im[p]!));
            worst = Math.max(worst, Math.hypot(a.t.re[p]! - b.t.re[r]!, a.t.im[p]! - b.t.im[r]!));
          }
        }
      }
    }
    return within(largest === 0 ? 0 : worst / largest, relative, 'difference of the amplitudes');
  },
  line: ({ model }) => modelLine(model),
});
