import { Worker } from 'node:worker_threads';
import { type Scan, type ScanPoint, type SteadyQuestion, scanDocument, steadyHead } from '../report/index.js';
import { type Diagnostic, DiagnosticError, type ExitCode, type Source } from '../text/index.js';
import type { Output } from './output.js';

/** A scan, for the thread that computes it. */
export interface ScanRequest {
  readonly source: Source;
  readonly question: SteadyQuestion & { readonly scan: Scan };
  readonly json: boolean;
}

/** Messages from the thread: output, each point when it is done, and the end. */
export type ScanReply =
  | { readonly kind: 'line' | 'note' | 'remark' | 'progress'; readonly text: string }
  | { readonly kind: 'document'; readonly value: unknown }
  | { readonly kind: 'diagnostic' | 'refused'; readonly diagnostic: Diagnostic }
  | { readonly kind: 'point'; readonly point: ScanPoint }
  | { readonly kind: 'done'; readonly code: ExitCode };

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * A scan that Ctrl-C or SIGTERM can stop. It then answers with the points done so far, `stopped` in the document, and
 * exit code 3.
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
      const { question } = request;
      const wanted = question.scan.values.length;
      const message = `stopped after ${points.length} of ${wanted} points`;
      if (points.length === 0) {
        reject(new DiagnosticError({ kind: 'limit', code: 'interrupted', message }));
        return;
      }
      const document = scanDocument(steadyHead(question), question.scan.name, points);
      if (output.json) output.document({ ...document, stopped: true, wanted });
      output.note(message);
      resolve(3);
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
