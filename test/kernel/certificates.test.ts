import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import { spinlaw } from '../cli/run.js';
import { engineObjects, folder } from './tampering.js';

const scratch = (): string => mkdtempSync(join(tmpdir(), 'spinlaw-'));
const files = readdirSync(folder).sort();
const script = (text: string): string => {
  const path = join(scratch(), 'claims.spin');
  writeFileSync(path, text);
  return path;
};

describe('proofs/certificates', () => {
  test('every claim of proofs/ has its certificate, and writing them again gives the same files', () => {
    const out = scratch();
    const { code, json } = spinlaw(['prove', '--certify', '--out', out, '--json']);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(files);
    expect(json.claims.map((c: any) => c.certificate)).toHaveLength(files.length);
    for (const file of files)
      expect(readFileSync(join(out, file), 'utf8'), file).toBe(readFileSync(join(folder, file), 'utf8'));
  });

  test('they are small', () => {
    const sizes = files.map((file) => statSync(join(folder, file)).size);
    expect(Math.max(...sizes)).toBeLessThan(300_000);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(1_000_000);
  });

  test('the kernel accepts them all, and the engine proves what the kernel printed', () => {
    for (const file of files) {
      const answer = checkCertificate(readFileSync(join(folder, file), 'utf8'));
      expect(answer, file).toMatchObject({ accepted: true });
      if (answer.accepted) expect(engineObjects(answer.statement), file).toBeUndefined();
    }
  });

  test('a claim that compares is followed back to its commutators, one that takes a commutator gives the words', () => {
    const stepsOf = (name: string): string[] =>
      JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).steps.map((s: object) => Object.keys(s)[0]);
    expect(stepsOf('eq-16-heat-current.heat-current')).toEqual(['words', 'words', 'commutator', 'words']);
    expect(stepsOf('conserved-charges.conserved-C8')).toEqual(['words', 'words', 'commutator', 'words']);
    expect(stepsOf('isotropic-charges.isotropic-C5').filter((kind) => kind === 'commutator')).toHaveLength(3);
  });
});

describe('prove --certify', () => {
  const certify = (text: string, ...more: string[]): { code: number | null; made: string[]; json: any } => {
    const out = scratch();
    const { code, json } = spinlaw(['prove', script(text), '--certify', '--out', out, '--json', ...more]);
    return {
      code,
      json,
      made: readdirSync(out)
        .sort()
        .map((file) => readFileSync(join(out, file), 'utf8')),
    };
  };
  const statementOf = (text: string): string => {
    const answer = checkCertificate(text);
    return answer.accepted ? answer.statement : answer.reason;
  };

  test('a claim that fails has none: exit 1', () => {
    const { code, made } = certify('prove [Sx_0, Sy_0] = i Sz_0\nprove [Sx_0, Sy_0] = Sz_0\n');
    expect(code).toBe(1);
    expect(made).toHaveLength(1);
    expect(statementOf(made[0]!)).toBe(
      'A1 = (1/2) X_<0>\nA2 = (1/2) Y_<0>\nA3 = [A1, A2]\nA4 = (1/2*i) Z_<0>\nprove A3 = A4',
    );
  });

  test('what the kernel cannot follow is said, with its place: exit 3', () => {
    const mean = 'expect(sum_j Z_j, product(vector(0, 0, 1)))';
    const far = `expect(${[...'012345678'].map((k) => `Z_${k}`).join(' ')}, product(vector(0, 0, 1)))`;
    const text = [`prove ${mean} = 1`, `prove ${far} = 1`, 'prove 1 = 1'].join('\n');
    const { code, made, json } = certify(text);
    expect(code).toBe(3);
    expect(made).toHaveLength(1);
    expect(json.claims.map((c: any) => c.verdict)).toEqual(['computed', 'computed', 'proved']);
    const lines = spinlaw(['prove', script(text), '--certify', '--out', scratch()])
      .out.trimEnd()
      .split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['computed', 'computed', 'proved', '3']);
    expect(lines.at(-1)).toBe('3 of 3 claims hold; 2 computed, without a certificate; 2 errors');
    expect(json.errors.map((e: any) => [e.code, e.line])).toEqual([1, 2].map((line) => ['not-certifiable', line]));
    expect(json.claims.every((c: any) => c.holds)).toBe(true);
    const cells = certify('legs 2\nprove reflect(sum_j X_{j,1}) = sum_j X_{j,1}\n');
    expect([cells.code, cells.made.length]).toEqual([3, 0]);
  });

  test('parameters that are given values, rings, definitions that lean on themselves', () => {
    const { code, made } = certify(
      [
        'param g complex',
        'C = sum_j g X_j X_<j+1> + conj(g) Y_j Y_<j+1>',
        'D = [C, sum_j j Z_j]',
        'E = D',
        'D = [D, C]',
        'prove with g = 2: D = [E, C]',
        'prove D = [[C, sum_j j Z_j], C]',
        'prove on ring(4): [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0',
        'refute on ring(4): [sum_j X_j X_<j+1>, sum_j Z_j] = 0',
        'prove hermitian(C + dag(C))',
        'refute hermitian(i C)',
        'refute dag(D) = D',
        'prove Sx_0 Sy_0 = i/2 Sz_0',
        'prove {Sx_0, Sy_3 - Sy_0} = 2 Sx_0 Sy_3',
        'prove (Sx_0 + Sy_1)^2 = 1/2 + 2 Sx_0 Sy_1',
        'refute Sx_0 (Sy_0 + Sz_0) 2/3 = 0',
        'prove sqrt(2) [X_0, Y_0]/sqrt(2) = 2 i Z_0',
        'refute norm2(sqrt(2) X_0 + sqrt(3) Y_0) = 0',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(made).toHaveLength(13);
    expect(made.filter((text) => text.includes('product'))).toHaveLength(4);
    for (const text of made) expect(engineObjects(statementOf(text)), statementOf(text)).toBeUndefined();
  });

  test('open chains and rings: commutators, products, mirror images and ranges', () => {
    const { code, made } = certify(
      [
        'H = sum_j S_j·S_<j+1>',
        'prove on open(6): [H, sum_j Sz_j] = 0',
        'refute on open(6): [H, sum_j j Sz_j] = 0',
        'refute on open(6): [H, charge(H, 3)] = 0',
        'prove on open(3): (sum_j Z_j)^2 = 3 + 2 (Z_0 Z_1 + Z_1 Z_2 + Z_0 Z_2)',
        'prove on open(5): reflect(H + X_0) = H + X_4',
        'prove on open(5): translate(X_0 Z_1, 3) = X_3 Z_4',
        'prove on open(5): range(X_0 H) = 5',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(made).toHaveLength(7);
    for (const text of made) expect(engineObjects(statementOf(text)), statementOf(text)).toBeUndefined();
    const ring = certify(
      'prove on ring(5): reflect(sum_j X_j Z_<j+1>) = sum_j Z_j X_<j+1>\nprove on ring(5): range(X_0 Z_4) = 2\nprove on ring(5): translate(X_0 Z_1, 4) = X_4 Z_0',
    );
    expect([ring.code, ring.made.length]).toEqual([0, 3]);
    for (const text of ring.made) expect(engineObjects(statementOf(text)), statementOf(text)).toBeUndefined();
  });

  test('vectors, levels, time, displacements, phases and weights: every form of claim', () => {
    const { code, made } = certify(
      [
        'param g complex',
        'param phi phase',
        'prove [Sz_0, S_0] = vector(i Sy_0, -i Sx_0, 0)',
        'refute S_0 = S_1',
        'prove [|1><2|, |2><1|] = |1><1| - |2><2|',
        'prove hermitian(δ(x - a) (g |1><2| + conj(g) |2><1|))',
        'prove fourier(λ cos(ω t) |1><1|, 1) = 1/2 λ |1><1|',
        'prove [exp(i ω t) X_0, exp(-i ω t/3) Y_0] = 2 i exp(2 i ω t/3) Z_0',
        'prove [sum_j S_j·S_<j+1> (a_j + a†_j), sum_j Sz_j] = 0',
        'prove twist(sum_j J/2 (exp(i phi) S+_j S-_<j+1> + h.c.), phi) = sum_j J/2 (S+_j S-_<j+1> + h.c.)',
        'prove dag(sum_j exp(i phi j) S+_j) = sum_j exp(-i phi j) S-_j',
        'prove [sum_j cos(2 π j/3) Z_j, sum_j X_j] = sum_j 2 i cos(2 π j/3) Y_j',
        'prove reflect(sum_j (-1)^j j^2 Z_j X_<j+1>) = sum_j (-1)^(j+1) (j+1)^2 X_j Z_<j+1>',
        'prove spinflip(sum_j Sx_j + Sz_j) = sum_j Sx_j - Sz_j',
        'prove dag(sum_j i Z_j + i) = sum_j -i Z_j - i',
        'prove [exp(i J^2 t) X_0, exp(-i J^2 t/2) Y_0] = 2 i exp(i J^2 t/2) Z_0',
        'prove timereverse(i X_0 Y_1 + g Z_0) = -i X_0 Y_1 - conj(g) Z_0',
        'prove terms(sum_j Sx_j + Sz_j) = 2',
        'prove norm2((sum_j (-1)^j Z_j) + sum_j Z_<3j>) = 4/3',
        'refute exp(i ω t) X_0 = X_0',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(made).toHaveLength(18);
    for (const text of made) expect(engineObjects(statementOf(text)), statementOf(text)).toBeUndefined();
    const claims = made.map((text) => JSON.parse(text).claims.length);
    expect(claims.filter((count) => count === 3)).toHaveLength(1);
  });

  test('traces and expectation values in product states are overlaps with the identity and with the state', () => {
    const { code, made } = certify(
      [
        'param g complex',
        'prove trace(sum_j Z_j + 3) = 3',
        'prove trace(0) = 0',
        'prove trace([X_0, Y_0] Z_0 + (2 + i) g) = 2 i + (2 + i) g',
        'prove on ring(3): trace(X_0 X_0) = 8',
        'prove on ring(4): trace((sum_j J Z_j Z_<j+1>)^2) = 64 J^2',
        'prove on ring(4): trace(sum_j 2 + Z_j) = 128',
        'refute on open(4): trace(sum_j Z_j Z_j) = 32',
        'prove expect(Z_0 Z_1 + 5, |ud>) = 4',
        'prove expect(g Z_0 X_0, |ud>) = 0',
        'prove expect(2, |d>) = 2',
        'prove expect(X_0 Y_3 Z_5, product(vector(1/2, 3/5, 1/3))) = 1/10',
        'prove on ring(4): expect(sum_j S_j·S_<j+1>, product(vector(0, 0, (-1)^j))) = -1',
        'refute expect(Z_1, product(vector(0, 0, (-1)^j))) = 1',
      ].join('\n'),
    );
    expect(code).toBe(0);
    expect(made).toHaveLength(13);
    for (const text of made) expect(engineObjects(statementOf(text)), statementOf(text)).toBeUndefined();
    const squared =
      'A1 = (1) 1\nA2 = (1) X_<0>\nA3 = A2 A2\nA4 = overlap(A1, A3)\nA5 = (8) A4\nA6 = (8) 1\nprove A5 = A6';
    expect(made.map(statementOf)).toContain(squared);
    // A wrong value is no claim that holds.
    expect(certify('prove expect(Z_0, |d>) = 1').code).toBe(1);
    const cells = certify('legs 2\nprove truncate(sum_j X_{j,1}, 1) = sum_j X_{j,1}\n');
    expect([cells.code, cells.made.length]).toEqual([3, 0]);
    const ring = certify('prove on ring(4): truncate(X_0 X_3 + X_0 X_2, 2) = X_0 X_3\n');
    expect([ring.code, ring.made.length]).toEqual([3, 0]);
    const truncated = certify('prove truncate(charge(sum_j S_j·S_<j+1>, 3) + sum_j Z_j, 2) = sum_j Z_j\n');
    expect([truncated.code, truncated.made.length]).toEqual([0, 1]);
    expect(statementOf(truncated.made[0]!)).toMatch(/^A2 = truncate\(A1, 2\)$/mu);
  });

  test('--set acts before the certificate is made', () => {
    const { made } = certify('H = sum_j J S_j·S_<j+1>\nprove [H, sum_j Sz_j] = 0\n', '--set', 'J=3');
    expect(statementOf(made[0]!)).not.toContain('param');
    expect(statementOf(made[0]!)).toContain('(3/4)');
  });

  test('the folder and the option go together', () => {
    expect(spinlaw(['prove', 'prove 1 = 1', '--certify']).code).toBe(2);
    expect(spinlaw(['prove', 'prove 1 = 1', '--out', scratch()]).code).toBe(2);
    expect(spinlaw(['prove', 'prove 1 = 1', '--certify', '--out', script('')]).code).toBe(2);
  });

  test('claims of one name keep their files apart', () => {
    const out = scratch();
    const claim = script('prove a: Sx_0 = Sx_0\nprove a: Sy_0 = Sy_0\nprove Sz_0 = Sz_0\n');
    expect(spinlaw(['prove', claim, '--certify', '--out', out]).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['claims.a.2.json', 'claims.a.json', 'claims.line-3.json']);
  });
});

describe('charges --certify', () => {
  const certify = (...words: string[]): { code: number | null; text: string; json: any } => {
    const out = scratch();
    const { code, json } = spinlaw(['charges', ...words, '--certify', '--out', out, '--json']);
    return { code, json, text: readFileSync(join(out, 'charges.json'), 'utf8') };
  };

  test('the recursion is the certificate, so it is short, and the statement has no word of a charge', () => {
    const { code, json, text } = certify('--model', 'xyz', '--field', '--upto', '8');
    expect(code).toBe(1);
    expect(json.certificate).toMatch(/charges\.json$/u);
    const xxz = certify('--model', 'xxz', '--field', '--upto', '8');
    expect(xxz.code).toBe(0);
    expect(xxz.text.length).toBeLessThan(2000);
    const answer = checkCertificate(xxz.text);
    expect(answer.accepted && answer.statement).toMatch(/^prove A\d+ = 0$/mu);
    // XYZ in a field is not integrable: the last candidate does not commute.
    const refuted = checkCertificate(text);
    expect(refuted.accepted && refuted.statement).toMatch(/^refute A\d+ = 0$/mu);
  });

  test('charges of a unit cell are given by their words', () => {
    const { text } = certify('sum_j (1 + (-1)^j/2) (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>)', '--upto', '4');
    const answer = checkCertificate(text);
    expect(answer.accepted && answer.statement.match(/^prove/gmu)).toHaveLength(3);
    if (answer.accepted) expect(engineObjects(answer.statement)).toBeUndefined();
  });

  test('all charges up to a range are given by their words', () => {
    const { code, json, text } = certify('--model', 'xx', '--all', '--range', '3');
    expect(code).toBe(0);
    expect(json.certificate).toMatch(/charges\.json$/u);
    const answer = checkCertificate(text);
    expect(answer.accepted && answer.statement.match(/^prove/gmu)).toHaveLength(json.charges.length);
    if (answer.accepted) expect(engineObjects(answer.statement)).toBeUndefined();
    const shown = spinlaw(['charges', '--model', 'xx', '--all', '--range', '2', '--certify', '--out', scratch()]).out;
    expect(shown).toMatch(/that each commutes with H is proved by the certificate for all real J/u);
    const spinsOne = 'spin 1; sum_j S_j·S_<j+1>';
    const refused = spinlaw(['charges', spinsOne, '--all', '--range', '2', '--certify', '--out', scratch()]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/certificates for spins 1\/2 only/u)]);
  });

  test('the folder and the option go together, and exclude open chains and residues', () => {
    expect(spinlaw(['charges', '--model', 'xxz', '--certify']).code).toBe(2);
    for (const other of ['--open', '--modular'])
      expect(spinlaw(['charges', '--model', 'xxz', other, '--certify', '--out', scratch()]).code).toBe(2);
  });
});

describe('verify-certificate', () => {
  const good = `${folder}/eq-16-heat-current.heat-current.json`;

  test('docs/reference/certificates.md shows a certificate and its statement as they are', () => {
    const manual = readFileSync('docs/reference/certificates.md', 'utf8');
    expect(manual).toContain(`\`\`\`json\n${readFileSync(good, 'utf8')}\`\`\``);
    expect(manual).toContain(`\`\`\`\n${spinlaw(['verify-certificate', good]).out}\`\`\``);
  });

  test('0 accepted, with the statement', () => {
    const { code, out } = spinlaw(['verify-certificate', good]);
    expect(code).toBe(0);
    expect(out).toContain(`accepted ${good}\nparam Delta, J real\n`);
    expect(out).toContain('prove A3 = A4');
    expect(spinlaw(['verify-certificate', '-'], readFileSync(good, 'utf8')).code).toBe(0);
  });

  test('1 rejected, with the reason; 2 unreadable', () => {
    const bad = join(scratch(), 'bad.json');
    writeFileSync(bad, readFileSync(good, 'utf8').replace('"-1/8*J^2"', '"1/8*J^2"'));
    const rejected = spinlaw(['verify-certificate', good, bad]);
    expect(rejected.code).toBe(1);
    expect(rejected.out).toContain(`REJECTED ${bad}\ntwo operators differ`);
    const { code, json } = spinlaw(['verify-certificate', bad, good, join(scratch(), 'none.json'), '--json']);
    expect(code).toBe(2);
    expect(json.certificates).toMatchObject([
      { file: bad, accepted: false, reason: expect.any(String) },
      { file: good, accepted: true, statement: expect.any(String) },
    ]);
    expect(json.errors).toHaveLength(1);
    expect(spinlaw(['verify-certificate']).code).toBe(2);
    writeFileSync(bad, Buffer.from([0xff, 0xfe, 0x00]));
    expect(spinlaw(['verify-certificate', bad]).code).toBe(2);
  });
});
