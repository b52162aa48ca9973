import type { Entry } from '../workbench/front.js';
import { runnableParts } from './parts.js';

/** A cell as it was run: its text and the statements that succeeded. */
export interface RunText {
  readonly text: string;
  readonly entries: readonly Pick<Entry, 'kind' | 'name'>[];
}

/** Names of a text, as they are typed; a Greek letter is the same as its name. */
function namesIn(text: string): string[] {
  return [...text.replaceAll(/#.*$/gmu, '').matchAll(/[\p{L}][\p{L}\p{N}]*(?:_[\p{L}\p{N}]+)*|%[0-9]+/gu)].flatMap(
    ([name]) => [name, name.split('_')[0]!].map(plainName),
  );
}

const greek: ReadonlyMap<string, string> = new Map(
  Object.entries({
    α: 'alpha',
    β: 'beta',
    γ: 'gamma',
    δ: 'delta',
    Δ: 'Delta',
    ε: 'eps',
    ϵ: 'eps',
    ζ: 'zeta',
    η: 'eta',
    θ: 'theta',
    κ: 'kappa',
    λ: 'lambda',
    μ: 'mu',
    ν: 'nu',
    ξ: 'xi',
    ρ: 'rho',
    σ: 'sigma',
    τ: 'tau',
    φ: 'phi',
    χ: 'chi',
    ψ: 'psi',
    ω: 'omega',
    Ω: 'Omega',
    Γ: 'Gamma',
    Λ: 'Lambda',
  }),
);

function plainName(name: string): string {
  return [...name.replaceAll('\\', '')]
    .map((letter) => greek.get(letter) ?? letter)
    .join('')
    .replaceAll('epsilon', 'eps');
}

/**
 * Which cells must run again when parameters change: those that mention them, or a name that such a cell defines. A
 * command asks about the whole session, so it runs again as soon as anything before it does. A cell is run again rather
 * than left with an old result.
 */
export function affectedCells(cells: readonly RunText[], changed: ReadonlySet<string>): boolean[] {
  if (changed.size === 0) return cells.map(() => false);
  const names = new Set([...changed].map(plainName));
  let any = false;
  return cells.map(({ text, entries }) => {
    const parts = runnableParts(text);
    const mentions = namesIn(text).some((name) => names.has(name));
    const hasCommand = parts.some((part) => part.isCommand && !part.text.startsWith(':slider'));
    const affected = mentions || hasCommand || (any && /%[0-9]|\bans\b/u.test(text));
    if (!affected) return false;
    any = true;
    for (const { name } of entries) if (name !== undefined) names.add(plainName(name));
    return true;
  });
}
