import { afterEach, describe, expect, test, vi } from 'vitest';
import { claimLine } from '../../src/report/claim-line.js';
import { makeOutput } from '../../src/cli/output.js';
import type { Item } from '../../src/workbench/messages.js';
import { outputOf, remarksOf, visibleItem } from '../../src/workbench/present.js';
import { Workbench } from '../../src/workbench/workbench.js';
import { Session } from '../../src/session/index.js';
import { claimDocument } from '../../src/report/index.js';
import {
  type Diagnostic,
  plain,
  renderDiagnostic,
  visible,
  visibleJson,
  visibleOnOneLine,
} from '../../src/text/index.js';

/** What a terminal obeys or hides, with how it is shown. */
const characters: readonly (readonly [name: string, character: string, shown: string])[] = [
  ['escape', '\u001b', '␛'],
  ['the sequence that clears a line', '\u001b[2K', '␛[2K'],
  ['carriage return', '\r', '␍'],
  ['backspace', '\b', '␈'],
  ['bell', '\u0007', '␇'],
  ['null', '\u0000', '␀'],
  ['delete', '\u007f', '␡'],
  ['the control sequence introducer of C1', '\u009b', '<U+009B>'],
  ['the operating system command of C1', '\u009d', '<U+009D>'],
  ['next line of C1', '\u0085', '<U+0085>'],
  ['right-to-left override', '\u202e', '<U+202E>'],
  ['isolate', '\u2066', '<U+2066>'],
  ['zero-width space', '\u200b', '<U+200B>'],
  ['zero-width joiner', '\u200d', '<U+200D>'],
  ['byte order mark', '\ufeff', '<U+FEFF>'],
  ['line separator', '\u2028', '<U+2028>'],
  ['soft hyphen', '\u00ad', '<U+00AD>'],
  ['a tag', '\u{e0041}', '<U+E0041>'],
  ['half a pair', '\ud800', '<U+D800>'],
];
/* oxlint-disable no-control-regex -- the characters are what is tested */
const obeyed =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udb3f\udb41-\udfff]|\udb40/u;

describe.each(characters)('%s', (_, character, shown) => {
  test('is shown, and line breaks stay', () => {
    expect(visible(`a${character}b\nc`)).toBe(`a${shown}b\nc`);
    expect(visibleOnOneLine(`a${character}b\nc`)).toBe(`a${shown}b␊c`);
  });

  test('is an escape in JSON, which reads back', () => {
    const written = visibleJson(JSON.stringify({ text: `a${character}b` }));
    expect(written).not.toMatch(obeyed);
    expect(JSON.parse(written)).toEqual({ text: `a${character}b` });
  });

  test('keeps the caret of an error in its place', () => {
    const text = `Sx_0 ${character} ?`;
    const diagnostic: Diagnostic = {
      kind: 'input',
      code: 'unknown-character',
      message: `what ${character} is`,
      hint: character,
      expected: [character],
      span: { source: { name: `a${character}\nb`, text }, start: text.length - 1, end: text.length },
    };
    const lines = renderDiagnostic(diagnostic).split('\n');
    expect(lines.join('')).not.toMatch(obeyed);
    const [line, caret] = lines.filter((l) => l.includes(' |'));
    expect([...line!][[...caret!].indexOf('^')]).toBe('?');
  });
});

describe('everything a claim is printed with', () => {
  const hostile = '\u001b[1A\u001b[2Kproved \u202eSLIAF\u009b2K\r';
  const source = { name: `${hostile}\n.spin`, text: `prove a cites "${hostile.replaceAll('\r', '')}": Sx_0 = Sy_0` };

  test('the line of prove and run', () => {
    const outcome = [...new Session().run(source)].at(-1)!;
    if (outcome.kind !== 'claim') throw new Error(outcome.kind);
    const lines = claimLine(outcome.claim);
    expect(lines).not.toMatch(obeyed);
    expect(lines.split('\n')[0]).toMatch(/^FAILS/u);
    expect(lines.split('\n').filter((line) => line.startsWith('proved'))).toEqual([]);
    expect(claimDocument(outcome.claim).cites).toContain('\u001b');
  });

  test('the dialogue', () => {
    const shown: Item[] = [];
    new Workbench((item) => shown.push(item)).answer({ kind: 'run', source, whole: false });
    for (const item of shown) {
      const seen = visibleItem(item);
      expect(
        [
          outputOf(seen, { palette: plain, terminal: true }) ?? '',
          ...remarksOf(seen, { palette: plain, terminal: true }),
        ].join('\n'),
      ).not.toMatch(obeyed);
    }
    expect(shown.some((item) => item.kind === 'claim')).toBe(true);
  });
});

describe('the output of every command', () => {
  afterEach(() => vi.restoreAllMocks());

  test('results, notes, remarks, documents and errors', () => {
    const written: string[] = [];
    const take = (text: unknown): boolean => written.push(String(text)) > 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(take as typeof process.stdout.write);
    vi.spyOn(process.stderr, 'write').mockImplementation(take as typeof process.stdout.write);
    const output = makeOutput(false);
    const text = characters.map(([, character]) => character).join('x');
    output.line(text);
    output.note(text);
    output.remark(text);
    output.document({ [text]: text });
    output.diagnostic({ kind: 'input', code: 'unknown-character', message: text });
    vi.restoreAllMocks();
    expect(written).toHaveLength(5);
    for (const one of written) expect(one).not.toMatch(obeyed);
  });
});
