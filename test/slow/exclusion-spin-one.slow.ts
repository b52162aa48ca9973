import { expect, test } from 'vitest';
import { corrupted, names } from '../kernel/spin-one-exclusions.js';

test.each(names)(
  '%s: every corruption of its certificate is rejected, or another true statement is left',
  (name) => {
    const { rejected, changed } = corrupted(name, 1);
    expect(rejected).toBeGreaterThan(20 * changed);
  },
  3_600_000,
);
