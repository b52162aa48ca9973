import { hamiltonianFromProgram, integrableReport, wholeNumber } from '../report/index.js';
import { certificateFile } from './certificates.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { finish, listenerOf } from './output.js';

interface IntegrableOptions extends CommonOptions {
  readonly range?: string;
  readonly period?: string;
  readonly seconds?: string;
  readonly certificate?: string;
}

export const integrableCommand = command<IntegrableOptions>({
  operands: '[hamiltonian...]',
  example: [
    '$ spinlaw integrable "sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>"',
    '$ spinlaw integrable "spin 1; sum_j S_j·S_<j+1> - (S_j·S_<j+1>)^2 + D Sz_j^2"',
    '$ spinlaw integrable "sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j"',
  ],
  options: [
    { flags: '--range <K>', about: 'longest charges of the list, in sites; by default those of two cells' },
    { flags: '--seconds <T>', about: 'time for special couplings (default: 10)' },
    { flags: '--period <p>', about: 'period of the charges of the list, in sites; by default that of the Hamiltonian' },
    { flags: '--certificate <file>', about: 'write a certificate of a verdict of Theorem A, for verify-certificate' },
  ],
  run(operands, { range, period, seconds, certificate, set }, output) {
    const listener = listenerOf(output);
    const file = certificate === undefined ? undefined : certificateFile(certificate);
    const given = hamiltonianFromProgram(onlyInput(operands, 'the Hamiltonian'), set, listener, { spins: 'any' });
    const question = {
      ...(range !== undefined && { range: wholeNumber('--range', range, { least: 1, example: 4 }) }),
      ...(period !== undefined && { period: wholeNumber('--period', period, { least: 1, example: 2 }) }),
      ...(seconds !== undefined && { seconds: wholeNumber('--seconds', seconds, { least: 0, example: 30 }) }),
      ...(file && { writeCertificate: file }),
    };
    return finish(integrableReport(given, question, listener), output);
  },
});
