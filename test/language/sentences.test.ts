import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { needsMore, parseExpression, parseProgram } from '../../src/language/index.js';
import { DiagnosticError, errorDocument, renderDiagnostic } from '../../src/text/index.js';
import { show } from './show.js';
import { expression, fragments } from './sentences.js';

const runs = Number(process.env.SENTENCES ?? 600);

/**
 * Reads a text that may mean anything. The parser itself throws, not with a diagnostic, where a text has two parses.
 */
function readAnything(text: string): void {
  const source = { name: 'any', text };
  const { statements, diagnostics } = parseProgram(source);
  statements.forEach(show);
  for (const diagnostic of diagnostics) {
    expect(diagnostic.code).toMatch(/^[a-z-]+$/u);
    expect(diagnostic.message).not.toBe('');
    expect(diagnostic.span!.start).toBeGreaterThanOrEqual(0);
    expect(diagnostic.span!.end).toBeGreaterThanOrEqual(diagnostic.span!.start);
    expect(diagnostic.span!.end).toBeLessThanOrEqual(text.length);
    expect(diagnostic.expected?.length ?? 0).toBeLessThanOrEqual(8);
    renderDiagnostic(diagnostic);
    errorDocument(diagnostic);
  }
  needsMore(text);
  try {
    parseExpression(source);
  } catch (error) {
    expect(error).toBeInstanceOf(DiagnosticError);
  }
}

describe('sentences', () => {
  it('a sentence in any spelling has one parse, and it is the tree it was written from', () => {
    fc.assert(
      fc.property(expression, ({ text, tree }) => {
        expect(show(parseExpression({ name: 'sentence', text }))).toBe(tree);
      }),
      { numRuns: runs },
    );
  });

  it('a sentence is the same as the value of a definition, a side of a claim and the operand of a model', () => {
    fc.assert(
      fc.property(expression, ({ text, tree }) => {
        const shown = (statement: string) => parseProgram({ name: 'sentence', text: statement }).statements.map(show);
        expect(shown(`D = ${text}`)).toEqual([`(define D ${tree})`]);
        expect(shown(`prove a-name: ${text} = (${text})`)).toEqual([`(prove :a-name ${tree} = ${tree})`]);
        expect(shown(`with Δ = ${text}: on ring(4): ${text}`)).toEqual([`(with [Delta = ${tree}] (ring 4 ${tree}))`]);
        expect(shown(`drive ${text} with width = 1`)).toEqual([`(drive ${tree} [width = 1])`]);
      }),
      { numRuns: runs / 4 },
    );
  });

  it('fragments in any order give a tree or a diagnostic', () => {
    const soup = fc
      .array(fc.tuple(fc.constantFrom(...fragments), fc.constantFrom('', ' ')))
      .map((all) => all.flat().join(''));
    fc.assert(fc.property(soup, readAnything), { numRuns: runs });
  });

  it('a damaged sentence gives a tree or a diagnostic', () => {
    const damaged = fc
      .tuple(expression, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', ...fragments))
      .map(([{ text }, at, length, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + length);
      });
    fc.assert(fc.property(damaged, readAnything), { numRuns: runs });
  });

  it('any characters give a tree or a diagnostic', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), readAnything), { numRuns: runs });
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), readAnything), { numRuns: runs / 3 });
  });

  it('a part of a span is what was typed', () => {
    fc.assert(
      fc.property(expression, ({ text }) => {
        const tree = parseExpression({ name: 'sentence', text });
        expect(tree.span.start).toBeGreaterThanOrEqual(0);
        expect(tree.span.end).toBeLessThanOrEqual(text.length);
        // The text of a node, read alone, is the same node.
        const typed = text.slice(tree.span.start, tree.span.end);
        expect(show(parseExpression({ name: 'part', text: typed }))).toBe(show(tree));
      }),
      { numRuns: runs / 3 },
    );
  });
});
