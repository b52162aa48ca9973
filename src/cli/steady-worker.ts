import { parentPort, workerData } from 'node:worker_threads';
import { steadyScan } from '../report/index.js';
import { programOf } from '../session/index.js';
import { DiagnosticError } from '../text/index.js';
import { type Output, finish, listenerOf } from './output.js';
import type { ScanReply, ScanRequest } from './steady-stoppable.js';

/*
 * A scan in its own thread. The main thread listens for signals, which it could not do while computing points, and
 * keeps the finished points when a signal arrives.
 */

const port = parentPort!;
const { source, question, json } = workerData as ScanRequest;
const send = (reply: ScanReply): void => port.postMessage(reply);
const output: Output = {
  json,
  line: (text) => send({ kind: 'line', text }),
  note: (text) => send({ kind: 'note', text }),
  remark: (text) => send({ kind: 'remark', text }),
  document: (value) => send({ kind: 'document', value }),
  diagnostic: (diagnostic) => send({ kind: 'diagnostic', diagnostic }),
  progress: (text) => send({ kind: 'progress', text }),
};

try {
  const report = await steadyScan(question, programOf(source), listenerOf(output), (point) =>
    send({ kind: 'point', point }),
  );
  send({ kind: 'done', code: finish(report, output) });
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error;
  send({ kind: 'refused', diagnostic: error.diagnostic });
}
