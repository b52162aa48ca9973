import type { ScanPoint } from '../report/index.js';
import { nameText } from '../language/index.js';
import { csvText, scanFigure, table } from '../drawing/index.js';

/** Panels of a figure, beyond which quantities are only in the tables. */
const mostPanels = 6;

/**
 * SVG, CSV and JSON of a scan of a driven chain, by their endings; a point that failed is a row without values. None
 * where all points failed.
 *
 * @param document  the answer of the scan as data
 */
export function steadyScanFiles(
  name: string,
  points: readonly ScanPoint[],
  document: unknown,
): ReadonlyMap<string, string> {
  const found = points.find((p): p is Extract<typeof p, { observables: unknown }> => 'observables' in p);
  if (!found) return new Map();
  const observables = Object.keys(found.observables);
  const lagrange = Object.keys(found.lagrange ?? {});
  const columns = [
    { name, unit: '1', about: 'the parameter' },
    ...observables.map((o) => ({ name: o, unit: '1', about: `⟨${o}⟩ per site` })),
    ...lagrange.map((c) => ({ name: `lambda ${c}`, unit: '1', about: `Lagrange parameter of ${c}` })),
  ];
  const rows = points.map((p) => [
    p.at,
    ...('observables' in p
      ? [...observables.map((o) => p.observables[o] ?? null), ...lagrange.map((c) => p.lagrange?.[c] ?? null)]
      : columns.slice(1).map(() => null)),
  ]);
  const data = table('scan', columns, rows);
  const curves = [
    ...observables.map((o) => ({ column: o, label: operatorLabel(o), panel: `⟨${operatorLabel(o)}⟩/N` })),
    ...lagrange.map((c) => ({ column: `lambda ${c}`, label: operatorLabel(c), panel: 'Lagrange parameters' })),
  ];
  const panels = [...new Set(curves.map((c) => c.panel))].slice(0, mostPanels);
  const shown = curves.filter((c) => panels.includes(c.panel));
  return new Map([
    ['svg', scanFigure(`Steady state over ${nameText(name)}`, data, shown, nameText(name))],
    ['csv', csvText(data)],
    ['json', `${JSON.stringify(document)}\n`],
  ]);
}

/** `JH` → `J_H`, `C3` → `C_3`: a letter with an index, as figures of papers show it; longer names as they are. */
const operatorLabel = (name: string): string => nameText(name).replace(/^(\p{L})(\d+|\p{Lu}\w{0,2})$/u, '$1_$2');
