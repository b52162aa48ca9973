import { nameText } from '../language/index.js';
import type { GasScanReport } from '../report/index.js';
import { csvText, scanFigure, table } from '../drawing/index.js';

const quantities = ['power', 'heat', 'entropyProduction'] as const;

/** SVG, CSV and JSON of a scan of the gas, by their names; a failed point is a row without values. */
export function scanFiles({ scan: name, points, document }: GasScanReport): Map<string, string> {
  const found = points.find((p): p is Extract<typeof p, { results: unknown }> => 'results' in p)!;
  const betas = found.results.map((r) => r.beta);
  const levels = found.results[0]!.populations.length;
  const suffix = (k: number): string => (betas.length === 1 ? '' : `_beta${k}`);
  const columns = [
    { name, unit: '1', about: 'the parameter' },
    ...betas.flatMap((beta, k) => [
      ...Array.from({ length: levels }, (_, j) => ({
        name: `p${j}${suffix(k)}`,
        unit: '1',
        about: `population of mode ${j} at beta = ${beta}`,
      })),
      ...quantities.map((q) => ({
        name: `${q}${suffix(k)}`,
        unit: q === 'entropyProduction' ? 'E' : 'E²',
        about: `${q} at beta = ${beta}`,
      })),
    ]),
  ];
  const rows = points.map((p) => [
    p.at,
    ...betas.flatMap((_, k) =>
      'results' in p
        ? [...p.results[k]!.populations, ...quantities.map((q) => p.results[k]![q])]
        : Array.from({ length: levels + quantities.length }, () => null),
    ),
  ]);
  const data = table('scan', columns, rows);
  const at = (k: number): string => (betas.length === 1 ? '' : `, β = ${betas[k]}`);
  const curves = betas.flatMap((_, k) => [
    ...Array.from({ length: levels }, (__, j) => ({
      column: `p${j}${suffix(k)}`,
      label: `mode ${j}${at(k)}`,
      panel: 'population',
    })),
    { column: `power${suffix(k)}`, label: `power${at(k)}`, panel: 'power of the drive' },
  ]);
  return new Map([
    ['gas-scan.svg', scanFigure(`Steady state over ${nameText(name)}`, data, curves, nameText(name))],
    ['gas-scan.csv', csvText(data)],
    ['gas-scan.json', JSON.stringify(document)],
  ]);
}
