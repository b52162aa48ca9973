import { refuse } from '../text/index.js';
import type { Format } from './format.js';
import { itensor } from './itensor.js';
import { json } from './json.js';
import { mathematica } from './mathematica.js';
import { mtx } from './mtx.js';
import { npy } from './npy.js';
import { npz } from './npz.js';
import { openfermion } from './openfermion.js';
import { fermionOperator } from './fermionoperator.js';
import { paulistrings } from './paulistrings.js';
import { qiskit } from './qiskit.js';
import { quspin } from './quspin.js';

/** Every format, in the order of the manual. */
export const formats: readonly Format[] = [
  json,
  quspin,
  qiskit,
  openfermion,
  fermionOperator,
  itensor,
  paulistrings,
  mathematica,
  npy,
  npz,
  mtx,
];

/** @diagnostic `unknown-format` */
export function formatOf(id: string): Format {
  const found = formats.find((format) => format.id === id.toLowerCase());
  return (
    found ?? refuse('unknown-format', `there is no format "${id}"`, { expected: formats.map((format) => format.id) })
  );
}
