import { expect, test } from 'vitest';
import { corrupted, shortOnes } from '../kernel/exclusions.js';

test.each(shortOnes)(
  '%s: every corruption of its certificate is rejected, or another true statement is left',
  (name) => {
    const { rejected, accepted, changed } = corrupted(name, 1);
    expect(rejected).toBeGreaterThan(20 * changed);
    expect(accepted).toBeGreaterThan(0);
  },
  3_600_000,
);
