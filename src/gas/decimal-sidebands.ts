import type { Decimal } from 'decimal.js';
import {
  type ChannelIndex,
  type DecimalChannel,
  type DecimalSystem,
  channelIndex,
  decimalAmplitudes,
  decimalChannels,
  decimalMomenta,
} from '../scattering/index.js';
import { limit } from '../text/index.js';
import { checkCost } from './decimal-cost.js';

/** The channel (j, 0) in which a particle comes in at level j. */
export function entranceOf(channels: readonly DecimalChannel[], level: number): ChannelIndex {
  const place = channels.findIndex((c) => c.level === level && c.index === 0);
  return channelIndex({ count: channels.length }, place);
}

/**
 * The number of sidebands beyond which amplitudes are too small to have an effect, because their square is below the
 * digits.
 */
export function sidebandsFor(system: DecimalSystem, beta: Decimal): number {
  const { field, model, elements, modes } = system;
  const reach = Math.max(...elements.map((e) => e.reach));
  const moves = Math.max(0, ...model.hamiltonian.keys(), ...model.scatterers.flatMap((s) => [...s.coupling.keys()]));
  if (reach === 0 || moves === 0) return 0;
  const small = new field.Real(10).pow(-Math.ceil(field.digits / 2) - 8);
  for (let sidebands = Math.max(8, Math.ceil(reach / 2)); ; sidebands = Math.ceil(1.25 * sidebands)) {
    checkCost(system, beta, sidebands);
    const channels = decimalChannels(system, sidebands);
    // An energy where most of the gas is, at an irrational distance from the thresholds.
    const energy = modes.modes[0]!.quasienergy.plus(new field.Real('0.7320508').div(beta));
    const momenta = decimalMomenta(
      system,
      channels.map((c) => energy.minus(c.energy)),
    );
    const solved = decimalAmplitudes(system, channels, momenta);
    let edge = field.real(0);
    let top = field.real(0);
    for (let level = 0; level < model.levels; level++) {
      for (const [d, z] of solved(entranceOf(channels, level), 1).forward.entries()) {
        top = field.Real.max(top, field.abs(z));
        if (Math.abs(channels[d]!.index) === sidebands) edge = field.Real.max(edge, field.abs(z));
      }
    }
    if (edge.lt(small.times(top))) return sidebands;
    if (sidebands > 2000) limit('too-many-sidebands', 'the amplitudes do not fall off within 2000 sidebands');
  }
}
