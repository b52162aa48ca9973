// The side of spinlaw, with the same orders as worker.py.
import { createInterface } from 'node:readline';

const { prepare } = await import(new URL(`./${process.argv[2]}.mjs`, import.meta.url).href);
let work;
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let answer;
  if (order.prepare) {
    work = await prepare(order.prepare);
    answer = { ready: true };
  } else if (order.result) answer = { result: work.result(await work.run()) };
  else {
    const before = process.cpuUsage();
    await work.run();
    const { user, system } = process.cpuUsage(before);
    answer = { seconds: (user + system) / 1e6 };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
