import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import { spinlaw } from '../cli/run.js';
import { forgeries, obstructions } from './forgeries.js';
import { engineObjects } from './tampering.js';

const xxz = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>';
const xyz = 'sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>';

/** The statements of the certificates of a perturbation by their names, each proved by the engine too. */
function certify(perturbation: string, hamiltonian: string, ...more: string[]) {
  const out = mkdtempSync(join(tmpdir(), 'spinlaw-'));
  const words = ['perturb', perturbation, '--hamiltonian', hamiltonian, '--certify', '--out', out, '--cases', '1'];
  const { code, json } = spinlaw([...words, ...more, '--json']);
  const statements = Object.fromEntries(
    readdirSync(out).map((file) => {
      const answer = checkCertificate(readFileSync(join(out, file), 'utf8'));
      if (!answer.accepted) throw new Error(`${file}: ${answer.reason}`);
      expect(engineObjects(answer.statement), file).toBeUndefined();
      return [file.replace(/^perturb\.|\.json$/gu, ''), answer.statement];
    }),
  );
  return { code, json, statements, claims: (name: string) => statements[name]!.match(/^(?:prove|refute) .*/gmu) };
}

describe('perturb --certify', () => {
  test('kept charges, the energy, and charges without a correction, with their special couplings', () => {
    const { code, json, statements, claims } = certify('sum_j (-1)^j Sz_j', xxz);
    expect(code).toBe(0);
    const names = ['C_1', 'C_2', 'C_3', 'C_3-a', 'C_3-b', 'C_4', 'C_4-a', 'C_4-b', 'symmetries'];
    expect(Object.keys(statements).sort()).toEqual(names);
    // The staggered field breaks the translation by one site, which is a symmetry together with a rotation about x.
    expect(json.symmetries.certificate).toMatch(/perturb\.symmetries\.json$/u);
    expect(json.symmetries.withoutCertificate).toEqual(['complex conjugation', 'π rotation about y']);
    expect(statements['symmetries']).toMatch(/^A(\d+) = spinflip\(A\d+\)\n(?:A.*\n)*A\d+ = translate\(A\1, 1\)$/mu);
    const { kept, broken } = json.symmetries;
    const certified = (list: string[]): number =>
      list.filter((name) => !json.symmetries.withoutCertificate.includes(name)).length;
    expect(claims('symmetries')).toHaveLength(2 * certified([...kept, ...broken]));
    expect(claims('symmetries')!.filter((claim) => claim.startsWith('refute'))).toHaveLength(certified(broken));
    expect(json.charges.map((c: any) => [c.verdict, c.certificate.replace(/.*perturb/u, '')])).toEqual([
      ['kept', '.C_1.json'],
      ['energy', '.C_2.json'],
      ['broken', '.C_3.json'],
      ['broken', '.C_4.json'],
    ]);
    expect(json.charges[3].exceptional.map((e: any) => [e.where, e.verdict, e.certificate.slice(-12)])).toEqual([
      ['J = 0', 'kept', '.C_4-a.json'.padStart(12, 'b')],
      ['Delta = 0', 'nearly', '.C_4-b.json'.padStart(12, 'b')],
    ]);
    expect(statements['C_3']).toMatch(/^A\d+ = truncate\(A\d+, 6\)$/mu);
    expect(claims('C_3')).toEqual([
      'prove A3 = 0',
      expect.stringMatching(/^prove/u),
      expect.stringMatching(/^refute/u),
    ]);
    // The mean field of the answer at Δ = 0 is a correction of three sites.
    expect(statements['C_4-b']).not.toMatch(/Delta|refute/u);
  });

  test('a correction that is divided by Δ + J, and its absence at Δ = -J', () => {
    const { code, statements } = certify('sum_j (-1)^j (S_j×S_<j+1>)^x', xxz, '--upto', '2');
    expect(code).toBe(0);
    expect(Object.keys(statements).sort()).toEqual(['C_1', 'C_1-a', 'C_2', 'symmetries']);
    expect(statements['C_1']).toMatch(/= \(-1\*Delta \+ -1\*J\) A\d+$/mu);
    expect(statements['C_1-a']).toMatch(/truncate\(A\d+, 5\)/u);
  });

  test('a drive: every harmonic of a correction, and the harmonic that has none', () => {
    const corrected = certify('sum_j a cos(omega t) Sz_j', 'sum_j J X_j X_<j+1>', '--upto', '2');
    expect(corrected.code).toBe(0);
    expect(corrected.json.charges[0].verdict).toBe('nearly');
    expect(corrected.claims('C_2')).toHaveLength(4);
    // Under a drive a symmetry may come with a shift in time.
    expect([corrected.json.symmetries.certificate, corrected.statements['symmetries']]).toEqual([null, undefined]);
    const broken = certify('sum_j a cos(omega t) Sx_j', xyz, '--upto', '3');
    // Generic couplings become all those for which the certificate holds.
    expect(broken.json.charges[0].correction.generic).not.toEqual([]);
    expect(broken.statements['C_2']).toMatch(/^# for .*omega != 0$/mu);
    expect(broken.code).toBe(0);
    expect(broken.statements['C_3']).toMatch(/= \(1\) A\d+ \+ \(1\*omega\) A\d+$/mu);
    // The certificate divides by Jy and Jz, which the answer does not: it has others there.
    const elsewhere = broken.json.charges.find((c: any) => c.index === 3).certificatesElsewhere;
    expect(elsewhere.map((e: any) => e.where).sort()).toEqual(['Jy = 0', 'Jz = 0']);
    expect(broken.statements['C_3-d']).not.toMatch(/Jz/u);
  });

  test('zeros of an imaginary overlap have certificates too', () => {
    const dimers = 'sum_j a (Sx_<2j> Sx_<2j+1> + Sy_<2j> Sy_<2j+1>) + b (Sx_<2j+1> Sx_<2j+2> + Sy_<2j+1> Sy_<2j+2>)';
    const { code, json } = certify('sum_j Sx_j', dimers, '--upto', '3');
    expect(code).toBe(0);
    const { exceptional, certificatesElsewhere } = json.charges.find((c: any) => c.index === 3);
    expect(exceptional.map((e: any) => e.where)).toEqual(['a = 0', 'b = 0']);
    expect(certificatesElsewhere.map((e: any) => e.where)).toEqual(['a = b', 'a = -b']);
  });

  test('couplings for which there is no certificate are named, and the report does not call all of an answer proved', () => {
    const twisted = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + K Sz_j Sz_<j+1> + D (S_j×S_<j+1>)^z';
    const field = 'sum_j a Sx_j + b Sy_j + c Sz_j';
    const { json } = certify(field, twisted, '--upto', '3');
    const [first, , third] = json.charges;
    expect(first.certificateNotWhere).toBeUndefined();
    const special = third.exceptional.find((e: any) => e.where === 'J = 0');
    expect(special.certificateNotWhere).toEqual(['a^2 + b^2 = 0']);
    const out = mkdtempSync(join(tmpdir(), 'spinlaw-'));
    const words = ['perturb', field, '--hamiltonian', twisted, '--certify', '--out', out, '--cases', '1'];
    expect(spinlaw([...words, '--upto', '3']).out).toMatch(/proved by certificates except at the couplings for which/u);
    expect(spinlaw([...words, '--upto', '2']).out).toMatch(/C_1 and C_2 are proved by certificates;/u);
  });

  test('an operator that commutes with H0 excludes corrections of more sites than words may have', () => {
    const { code, statements } = certify('sum_j Sx_j', 'sum_j Z_j Z_<j+1>', '--upto', '2', '--range', '40');
    expect(code).toBe(0);
    expect(statements['C_1']).toMatch(
      /^A5 = dag\(A1\)\n(?:A.*\n)*A7 = \[A5, A6\]\n(?:A.*\n)*prove A3 = 0\nprove A7 = 0\nrefute/mu,
    );
    expect(statements['C_1']).not.toMatch(/truncate/u);
  });

  test('translations, reflections and time reversal of a period of three sites', () => {
    const { json, claims } = certify('sum_j Sz_<3j> - 2 Sx_<3j+1>', 'sum_j S_j·S_<j+1>', '--upto', '2');
    const { broken, withoutCertificate } = json.symmetries;
    const expected = ['translation by one site', 'reflection about the sites 3j', 'time reversal'];
    expect(broken).toEqual(expect.arrayContaining(expected));
    expect(withoutCertificate.filter((name: string) => expected.includes(name))).toEqual([]);
    expect(claims('symmetries')!.filter((claim) => claim.startsWith('refute')).length).toBeGreaterThanOrEqual(3);
  });

  test('a bath has no certificate of what it breaks: exit 3, and the report says why', () => {
    const words = ['perturb', 'sum_j Sx_j (a_j + a†_j)', '--hamiltonian', 'sum_j S_j·S_<j+1>', '--upto', '2'];
    const out = mkdtempSync(join(tmpdir(), 'spinlaw-'));
    const { code, json } = spinlaw([...words, '--certify', '--out', out, '--json', '--cases', '1']);
    expect([code, json.charges[0].certificate, readdirSync(out)]).toEqual([3, null, []]);
    const text = spinlaw([...words, '--certify', '--out', out, '--cases', '1']).out;
    expect(text).toMatch(/^ {2}All of this is computed exactly\.$/mu);
    expect(text).toMatch(/^ {2}C_1: there is no certificate: a bath moves by itself/mu);
    // Jumps change what no commutator changes.
    const jumps = spinlaw(['perturb', 'jump S-_j', ...words.slice(2), '--certify', '--out', out, '--cases', '1']);
    expect(jumps.code).toBe(3);
    expect(jumps.out).toMatch(/^ {2}C_1: there is no certificate: what jumps change is no commutator$/mu);
  });

  test('without it nothing is called proved', () => {
    const words = ['perturb', 'sum_j Sx_j', '--hamiltonian', 'sum_j J S_j·S_<j+1>', '--upto', '2', '--cases', '1'];
    expect(spinlaw(words).out).toMatch(/All of this is computed exactly for all real J\. perturb --certify proves/u);
    const out = mkdtempSync(join(tmpdir(), 'spinlaw-'));
    const certified = spinlaw([...words, '--certify', '--out', out]);
    expect(certified.out).toMatch(/The answers for C_1 and C_2 are proved by certificates;/u);
    expect(spinlaw([...words, '--certify']).code).toBe(2);
  });
});

describe('false certificates', () => {
  test.each(Object.entries(obstructions))('%s is true', (_, text) => {
    const answer = checkCertificate(text);
    expect(answer).toMatchObject({ accepted: true });
    if (answer.accepted) expect(engineObjects(answer.statement)).toBeUndefined();
  });

  test.each(forgeries)('%s: %s', (_, reason, text) => {
    const answer = checkCertificate(text);
    expect(answer.accepted ? answer.statement : answer.reason.slice(0, reason.length)).toBe(reason);
  });
});
