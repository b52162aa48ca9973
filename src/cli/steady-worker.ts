import { parentPort, workerData } from 'node:worker_threads';
import { DiagnosticError } from '../text/index.js';
import type { Output } from './output.js';
import { type ScanPoint, scanCommand } from './steady-scan.js';
import type { ScanReply, ScanRequest } from './steady-stoppable.js';

/*
 * A scan in a thread of its own: the main thread listens for signals, which would not be heard while points are
 * computed, and keeps what is there when one comes.
 */

const port = parentPort!;
const { asked, scan, head } = workerData as ScanRequest;
const send = (reply: ScanReply): void => port.postMessage(reply);
const output: Output = {
  json: asked.options.json ?? false,
  line: (text) => send({ kind: 'line', text }),
  note: (text) => send({ kind: 'note', text }),
  remark: (text) => send({ kind: 'remark', text }),
  document: (value) => send({ kind: 'document', value }),
  diagnostic: (diagnostic) => send({ kind: 'diagnostic', diagnostic }),
  progress: (text) => send({ kind: 'progress', text }),
};

try {
  const code = await scanCommand(asked, scan, head, output, (point: ScanPoint) => send({ kind: 'point', point }));
  send({ kind: 'done', code });
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error;
  send({ kind: 'refused', diagnostic: error.diagnostic });
}
