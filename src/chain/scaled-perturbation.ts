import { inUnitsOf, type NumericOperator, largestCoefficient } from '../ring/index.js';
import type { ChainPerturbation } from './model.js';

/** The terms of an operator in their order, with coefficients as `written`. */
function keyOfTerms(operator: NumericOperator, written: (x: number) => number | string): string {
  return operator
    .map(({ word, place, site, displaced, marker, staggered, sites, re, im }) =>
      [
        word.x,
        word.z,
        word.xHigh,
        word.zHigh,
        place,
        site,
        displaced,
        marker,
        staggered,
        sites.period,
        sites.residue,
        written(re),
        written(im),
      ].join(','),
    )
    .join(';');
}

/** A key of an operator that determines every bit of it: with all digits, and with its terms in their order. */
export function exactKey(operator: NumericOperator): string {
  return keyOfTerms(operator, (x) => x);
}

/** A perturbation in units of its largest coefficient; its rates are `strength` times those in these units. */
export interface ScaledPerturbation {
  readonly perturbation: ChainPerturbation;
  /** the coefficient */
  readonly size: number;
  /** its square */
  readonly strength: number;
  /** key of the operators and settings */
  readonly key: string;
  /** key of the operators only */
  readonly operators: string;
}

/**
 * Strengths below this, relative to the largest, count as zero, since their rates would be subnormal numbers and lose
 * digits. A state that is unique without them changes by no more than this.
 */
export const minStrength = 1e-290;

/**
 * A key of the content of an operator. Numbers are written with fourteen digits, so that rounding does not change the
 * key.
 */
export function contentKey(operator: NumericOperator): string {
  return keyOfTerms(
    operator.filter((t) => t.re !== 0 || t.im !== 0),
    (x) => x.toPrecision(14),
  );
}

/** The operators of a perturbation: those of all harmonics of a drive. */
export function operatorsOf(perturbation: ChainPerturbation): readonly NumericOperator[] {
  if (perturbation.kind === 'drive') return perturbation.harmonics.map((h) => h.operator);
  return [perturbation.kind === 'bath' ? perturbation.coupling : perturbation.operator];
}

/** A perturbation in units of its largest coefficient; undefined where all coefficients vanish. */
export function scaledPerturbation(perturbation: ChainPerturbation): ScaledPerturbation | undefined {
  const operators = operatorsOf(perturbation);
  const size = Math.max(0, ...operators.map(largestCoefficient));
  if (size === 0) return undefined;
  const unit = (o: NumericOperator): NumericOperator => inUnitsOf(o, size);
  const scaled: ChainPerturbation =
    perturbation.kind === 'drive'
      ? { ...perturbation, harmonics: perturbation.harmonics.map((h) => ({ ...h, operator: unit(h.operator) })) }
      : perturbation.kind === 'bath'
        ? { ...perturbation, coupling: unit(perturbation.coupling) }
        : { ...perturbation, operator: unit(perturbation.operator) };
  const settings =
    scaled.kind === 'drive'
      ? [scaled.frequency, scaled.width, ...scaled.harmonics.flatMap((h) => [h.multiple, contentKey(h.operator)])]
      : scaled.kind === 'bath'
        ? [scaled.phonons.temperature, scaled.phonons.frequency, scaled.phonons.width, contentKey(scaled.coupling)]
        : [scaled.everywhere, scaled.step ?? 1, contentKey(scaled.operator)];
  return {
    perturbation: scaled,
    size,
    strength: size * size,
    key: `${scaled.kind} ${settings.join(' ')}`,
    operators: `${scaled.kind} ${operators.map((o) => contentKey(unit(o))).join(' / ')} ${scaled.kind === 'jump' && scaled.everywhere} ${scaled.kind === 'jump' ? (scaled.step ?? 1) : 1}`,
  };
}
