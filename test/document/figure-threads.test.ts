import { afterAll, beforeAll, expect, test } from 'vitest';
import { figureValues, figures, renderFigure } from '../../src/document/index.js';
import { setSharingRules } from '../../src/numeric/index.js';

// The calling thread only waits, so that what is compared has been computed by others.
beforeAll(() => setSharingRules({ worthwhileSeconds: 0, callerComputes: false }));
afterAll(() => setSharingRules({}));

// One of each kind: a chain, ensembles on several rings, a gas.
test.each(['chain-2', 'ensembles-2', 'gas-2'])('%s: 2 threads give the files that 1 gives', async (name) => {
  const one = figures.find((f) => f.name === name)!;
  const quick = figureValues([one], [], { quick: true }).get(one)!;
  const [alone, shared] = [1, 2].map((threads) => renderFigure(one, quick, undefined, { threads }));
  expect(await shared).toEqual(await alone);
});
