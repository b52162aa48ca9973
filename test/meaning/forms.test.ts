import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { writeText } from '../../src/language/index.js';
import { type OperatorForm, expressValue, notationIn } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, equalOperators } from '../../src/spin/index.js';

const forms: readonly OperatorForm[] = ['vectors', 'pauli', 'ladder'];

function valueIn(session: Session, text: string) {
  const outcomes = [...session.run({ name: 'test', text })];
  const wrong = outcomes.find((o) => o.kind === 'error');
  if (wrong?.kind === 'error') throw new Error(`${wrong.diagnostic.message}: ${text}`);
  const last = outcomes.at(-1)!;
  if (last.kind !== 'value') throw new Error(`no value: ${text}`);
  return last.value;
}

function partsOf(value: ReturnType<typeof valueIn>): Operator[] {
  if (value.kind === 'operator') return [value.operator];
  if (value.kind === 'vector') return [value.x, value.y, value.z];
  throw new Error(value.kind);
}

/** The text of a value in a form, which is read back as the same value. */
function written(text: string, form: OperatorForm): string {
  const session = new Session();
  const value = valueIn(session, text);
  const shown = writeText(expressValue(value, notationIn(session.environment, form)));
  const again = partsOf(valueIn(session, shown));
  for (const [k, part] of partsOf(value).entries()) {
    if (!equalOperators(part, again[k]!)) throw new Error(`${form} of ${text} is read as another operator: ${shown}`);
  }
  return shown;
}

const xxz = 'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';

describe('vector form', () => {
  test('the third charge of the XXZ chain is chain (16)', () => {
    expect(written(`${xxz}\ncharge(H, 3)`, 'vectors')).toBe("J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>");
  });

  test('the charges of the isotropic chain are sums of nested products', () => {
    const chain = 'H = sum_j J S_j·S_<j+1>';
    for (const n of [3, 4, 5, 6]) {
      const shown = written(`${chain}\ncharge(H, ${n})`, 'vectors');
      expect(shown).not.toMatch(/S[xyz+-]_/u);
      expect(shown).toMatch(new RegExp(`J\\^${n - 1} sum_j`, 'u'));
    }
  });

  test('rescaled spins follow the λ_z of the program', () => {
    expect(
      written(`${xxz}\nJ = 1; Δ = 1/2\ncharge(sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 1/2 Sz_j Sz_<j+1>, 3)`, 'vectors'),
    ).toBe("sum_j (S'_j×S''_<j+1>)·S'_<j+2>");
    // With another λ_z the primes would mean another operator.
    expect(written(`λ_z = 3\n${xxz}\ncharge(H, 3)`, 'vectors')).not.toMatch(/'/u);
  });

  test('a Dzyaloshinskii–Moriya term is a component of S×S', () => {
    expect(written('sum_j D (S_j×S_<j+1>)^z + J S_j·S_<j+1>', 'vectors')).toBe(
      'sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z',
    );
  });
});

test('what all terms have in common is written in front', () => {
  expect(written('sum_j 3 J D^2/2 X_j Z_<j+2> + 3/2 J D Z_j', 'pauli')).toBe('3/2 D J sum_j Z_j + D X_j Z_<j+2>');
  expect(written('-J^2 X_0 - J^2 sum_j Z_j', 'pauli')).toBe('-J^2 (X_0 + sum_j Z_j)');
  expect(written('sum_j J X_j + D Z_j', 'pauli')).toBe('sum_j J X_j + D Z_j');
});

test('every form of a random operator is read back as the operator', () => {
  const site = fc.integer({ min: 0, max: 3 });
  const letter = fc.constantFrom('X', 'Y', 'Z');
  const word = fc
    .uniqueArray(site, { minLength: 1, maxLength: 4 })
    .chain((sites) => fc.tuple(...sites.map((s) => letter.map((l) => `${l}_<j+${s}>`))))
    .map((factors) => factors.join(' '));
  const coefficient = fc.constantFrom(
    '1',
    '-1',
    '2',
    '1/3',
    'J',
    '-J^2/2',
    'i D',
    '(J + D)',
    'sqrt(2) J',
    'Δ/J',
    '-i J Δ',
  );
  const weight = fc.constantFrom('', '(-1)^j ', 'j ');
  const body = fc
    .array(
      fc.tuple(coefficient, weight, word).map((t) => `${t[0]} ${t[1]}${t[2]}`),
      { minLength: 1, maxLength: 6 },
    )
    .map((terms) => `sum_j ${terms.join(' + ')}`);
  fc.assert(
    fc.property(body, fc.constantFrom(...forms), (text, form) => {
      written(text, form);
    }),
    { numRuns: 150, seed: 5 },
  );
});

test('vectors and local operators keep their form', () => {
  for (const form of forms) {
    written('[Sx_0, S_0]', form);
    written('S_0×S_1', form);
    written('[S_0·S_1, S_1·S_2] + 2', form);
    written('legs 2\nsum_j J S_{j,1}·S_{j,2} + X_{j,1} Y_{<j+1>,2}', form);
  }
});
