import { Worker } from 'node:worker_threads';
import { type Diagnostic, DiagnosticError } from '../text/index.js';
import type { ExitCode, Output } from './output.js';
import { type ScanPoint, scanDocument } from './steady-scan.js';
import type { Scan } from '../report/index.js';
import type { Asked } from './steady-task.js';

/** What a scan is about, for the thread that computes it. */
export interface ScanRequest {
  readonly asked: Asked;
  readonly scan: Scan;
  readonly head: object;
}

/** What it sends back: output, points as they are done, the end. */
export type ScanReply =
  | { readonly kind: 'line' | 'note' | 'remark' | 'progress'; readonly text: string }
  | { readonly kind: 'document'; readonly value: unknown }
  | { readonly kind: 'diagnostic' | 'refused'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'point'; readonly point: ScanPoint }
  | { readonly kind: 'done'; readonly code: ExitCode };

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * A scan that Ctrl-C or SIGTERM ends with what is there: the points done so far, `stopped` in the document, exit code
 * 3.
 *
 * @diagnostic those of the scan; `interrupted` where no point was done
 */
export function stoppableScan(request: ScanRequest, output: Output): Promise<ExitCode> {
  const points: ScanPoint[] = [];
  const worker = new Worker(new URL('steady-worker.js', import.meta.url), { workerData: request });
  return new Promise<ExitCode>((resolve, reject) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, stop);
      void worker.terminate();
    };
    const stop = (): void => {
      end();
      const { scan, head } = request;
      const message = `stopped after ${points.length} of ${scan.values.length} points`;
      if (points.length === 0) reject(new DiagnosticError({ kind: 'limit', code: 'interrupted', message }));
      else {
        if (output.json)
          output.document({ ...scanDocument(head, scan.name, points), stopped: true, wanted: scan.values.length });
        output.note(message);
        resolve(3);
      }
    };
    for (const signal of signals) process.on(signal, stop);
    worker.on('message', (reply: ScanReply) => {
      switch (reply.kind) {
        case 'point':
          points.push(reply.point);
          return;
        case 'document':
          output.document(reply.value);
          return;
        case 'diagnostic':
          output.diagnostic(reply.diagnostic);
          return;
        case 'refused':
          end();
          reject(new DiagnosticError(reply.diagnostic));
          return;
        case 'done':
          end();
          resolve(reply.code);
          return;
        default:
          output[reply.kind](reply.text);
      }
    });
    worker.on('error', (error) => {
      end();
      reject(error);
    });
  });
}
