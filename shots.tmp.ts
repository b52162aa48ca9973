import { readFileSync } from 'node:fs';
import { visit, runCell, idle, violations } from './test/notebook/browser.js';
const out = '/tmp/pageshots/';
for (const [name, o] of [
  ['light', { width: 1100, height: 900 }],
  ['dark', { width: 1100, height: 900, dark: true }],
  ['narrow', { width: 390, height: 800 }],
] as const) {
  const v = await visit(o);
  const { page } = v;
  await page.waitForSelector('html[data-state="complete"]');
  await page.click('[popovertarget=examples-menu-box]');
  await page.screenshot({ path: out + `menu-${name}.png` });
  await page.keyboard.press('Escape');
  const show = async (id: string, cell: any) => {
    await idle(v);
    await page.waitForTimeout(300);
    await cell.scrollIntoViewIfNeeded();
    await page.screenshot({ path: out + `${id}-${name}.png` });
  };
  await show('charge', await runCell(v, 'H = sum_j J S_j·S_<j+1>\ncharge(H, 4)'));
  await show(
    'sum',
    await runCell(
      v,
      'param Δ, J real\nK = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Δ Sz_j Sz_<j+1>)\ncharge(K, 3)\n[K, sum_j Sz_j Sx_<j+2>]',
    ),
  );
  await show('help', await runCell(v, ':help'));
  await show(
    'error',
    await runCell(v, readFileSync('examples/driven-chain.spin', 'utf8') + '\n:steady 6 --observe C3'),
  );
  await show(
    'scan',
    await runCell(
      v,
      readFileSync('examples/driven-chain.spin', 'utf8') +
        '\n:slider Delta 0..2 at 0.5\n:steady 6 --observe C3,JH --scan B=-1..1:5',
    ),
  );
  await show(
    'gas',
    await runCell(v, readFileSync('examples/driven-gas.spin', 'utf8') + '\n:gas 1 --scan lambda=0.5..1.5:3'),
  );
  await page.screenshot({ path: out + `full-${name}.png`, fullPage: true });
  console.log(name, await page.evaluate('document.documentElement.scrollWidth'), await violations(page), v.problems);
  await v.close();
}
process.exit(0);
