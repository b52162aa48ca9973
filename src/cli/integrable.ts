import {
  type IntegrableOptions,
  hamiltonianFromProgram,
  integrableOptions,
  integrableQuestion,
  integrableReport,
} from '../report/index.js';
import { certificateFile } from './certificates.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

interface IntegrableCommandOptions extends CommonOptions, IntegrableOptions {
  readonly certificate?: string;
}

export const integrableCommand = command<IntegrableCommandOptions>({
  operands: '[hamiltonian...]',
  example: [
    '$ spinlaw integrable "sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>"',
    '$ spinlaw integrable "spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 + D Sz_j^2"',
    '$ spinlaw integrable "sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j"',
  ],
  options: [
    ...integrableOptions,
    { flags: '--certificate <file>', about: 'write a certificate of a verdict of Theorem A, for verify-certificate' },
  ],
  run(operands, { certificate, set, ...options }, output) {
    const listener = listenerOf(output);
    const file = certificate === undefined ? undefined : certificateFile(certificate);
    const given = hamiltonianFromProgram(onlyInput(operands, 'the Hamiltonian'), set, listener, { spins: 'any' });
    const question = { ...integrableQuestion(options), ...(file && { writeCertificate: file }) };
    return finish(integrableReport(given, question, listener), output);
  },
});
