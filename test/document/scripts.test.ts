import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { withScripts } from '../../src/document/site/scripts.js';

test.each([
  ['ε_d J', 'ε<sub>d</sub> J'],
  ['S⁺_j S⁻_j+1 + h.c.', 'S⁺<sub>j</sub> S⁻<sub>j+1</sub> + h.c.'],
  ['Γ^q_j→j is', 'Γ<sup>q</sup><sub>j→j</sub> is'],
  ['W_(a,q),(j,0), and', 'W<sub>(a,q),(j,0)</sub>, and'],
  ['e^(−βE_j)', 'e<sup>−βE<sub>j</sub></sup>'],
  ['ρ^(n)', 'ρ<sup>(n)</sup>'],
  ['ε_ph² and (2π)^(d+1)', 'ε<sub>ph</sub>² and (2π)<sup>d+1</sup>'],
  ['dp_j/dt', 'dp<sub>j</sub>/dt'],
  ['J_{H}', 'J<sub>H</sub>'],
  ['my_file.ts, eps_ph and a < b_c', 'my_file.ts, eps_ph and a &lt; b<sub>c</sub>'],
])('%s is set as in print', (text, markup) => {
  expect(withScripts(text).text).toBe(markup);
});

test('no sentence on an equation of the papers keeps a mark of a script', () => {
  const sentences = readFileSync('scripts/equations.txt', 'utf8')
    .split('\n')
    .filter((line) => /[_^]/u.test(line));
  expect(sentences.length).toBeGreaterThan(50);
  for (const sentence of sentences) expect(withScripts(sentence).text).not.toMatch(/[_^]/u);
});
