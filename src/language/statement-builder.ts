import { type Source, type Span, refuse } from '../text/index.js';
import type { Cell, StatementCell } from './cells.js';
import { ExpressionBuilder } from './expression-builder.js';
import { leadingSign, unchain } from './flat-cells.js';
import type { Token } from './token.js';
import type { Node, Site, Statement } from './tree.js';

/** Largest number of spins in a cell of the chain. */
const mostLegs = 4;

/** The tree of one statement. */
export function buildStatement(source: Source, cell: StatementCell, span: Span): Statement {
  return new StatementBuilder(source).statement(cell, span);
}

class StatementBuilder extends ExpressionBuilder {
  statement(cell: StatementCell, span: Span): Statement {
    switch (cell.kind) {
      case 'expression':
        return { kind: 'expression', span, expression: this.outermost(cell.expression) };
      case 'definition':
        return this.definition(cell.target, this.outermost(cell.value), span);
      case 'parameter':
        return {
          kind: 'parameter',
          span,
          names: unchain(cell.names).map(({ item }) => ({ name: this.newName(item), span: this.of(item) })),
          domain: cell.domain?.text === 'complex' || cell.domain?.text === 'phase' ? cell.domain.text : 'real',
        };
      case 'legs':
        return { kind: 'cell', span, labels: this.legLabels(cell.number) };
      case 'species':
        return { kind: 'cell', span, labels: this.speciesLabels(unchain(cell.names).map(({ item }) => item)) };
      case 'spin':
        return { kind: 'spin-declaration', span, spin: this.spinOfSites(cell.number, cell.over) };
      case 'claim': {
        const head =
          cell.head.value?.kind === 'claim' ? cell.head.value : { verb: cell.head.text as 'prove' | 'refute' };
        const { name, cites } = { name: undefined, cites: undefined, ...head };
        return {
          kind: 'claim',
          span,
          verb: head.verb,
          ...(name !== undefined && { name }),
          ...(cites !== undefined && { cites }),
          prefixes: [...this.prefixes(cell.outer), ...this.prefixes(cell.inner)],
          left: this.expression(cell.sides.left),
          ...(cell.sides.right && { right: this.outermost(cell.sides.right) }),
        };
      }
      case 'solve':
        if (!cell.sides.right) {
          refuse('not-an-equation', 'solve takes an equation, and this has no "="', {
            span,
            hint: `solve ${this.typedIn(cell.sides.left)} = 0 for ${unchain(cell.unknowns)
              .map(({ item }) => this.typed(item))
              .join(', ')}`,
          });
        }
        return {
          kind: 'solve',
          span,
          prefixes: cell.prefixes.flatMap((list) => this.prefixes(list)),
          left: this.expression(cell.sides.left),
          right: this.outermost(cell.sides.right),
          unknowns: unchain(cell.unknowns).map(({ item }) => ({ name: this.newName(item), span: this.of(item) })),
        };
      case 'model':
        return {
          kind: 'model',
          span,
          role: cell.role.text as 'hamiltonian' | 'drive' | 'bath' | 'jump' | 'gas',
          operands: this.list(cell.operands),
          bindings: this.bindings(cell.bindings),
        };
    }
  }

  private spinOfSites(number: Token, over: Token | null): 'half' | 'one' {
    const spin = Number(number.text) / Number(over?.text ?? 1);
    if (spin === 1) return 'one';
    if (spin === 1 / 2) return 'half';
    const whole = this.of(number);
    refuse(
      'bad-spin',
      `the sites of a chain hold spins 1/2 or spins 1, not spins ${number.text}${over ? `/${over.text}` : ''}`,
      {
        span: over ? { ...whole, end: this.of(over).end } : whole,
        expected: ['spin 1/2', 'spin 1'],
      },
    );
  }

  private legLabels(number: Token): string[] {
    const legs = Number(number.text);
    if (!Number.isInteger(legs) || legs < 1 || legs > mostLegs)
      refuse('bad-cell', `a cell of the chain holds 1 to ${mostLegs} spins, not ${number.text}`, {
        span: this.of(number),
        expected: Array.from({ length: mostLegs }, (_, k) => `${k + 1}`),
      });
    return Array.from({ length: legs }, (_, k) => `${k + 1}`);
  }

  private speciesLabels(names: readonly Token[]): string[] {
    const labels = names.map((name) => {
      const typed = this.typed(name);
      if (!/^[A-Za-z][A-Za-z0-9]*$/u.test(typed) || /^[xyzij]$/u.test(typed))
        refuse('bad-cell', `"${typed}" cannot be the name of a species`, {
          span: this.of(name),
          hint: 'names of species are words of Latin letters: species up, down',
        });
      return typed;
    });
    const twice = names.find((_, k) => labels.indexOf(labels[k]!) < k);
    if (twice)
      refuse('bad-cell', `the species ${this.typed(twice)} is named twice`, {
        span: this.of(twice),
        hint: 'every spin of a cell has a name of its own: species up, down',
      });
    if (labels.length > mostLegs)
      refuse('bad-cell', `a cell of the chain holds at most ${mostLegs} species`, { span: this.of(names[mostLegs]!) });
    return labels;
  }

  private definition(target: Token, value: Node, span: Span): Statement {
    const nameSpan = this.of(target);
    if (target.value?.kind === 'sited') {
      return {
        kind: 'density-definition',
        span,
        name: target.value.name,
        nameSpan,
        sites: this.densitySites(target, target.value.sites),
        value,
      };
    }
    if (target.value?.kind === 'fermion') {
      const { letter, dagger, site } = target.value;
      if (dagger)
        refuse('not-definable', `${this.typed(target)} is a fermion`, { span: nameSpan, hint: 'choose another name' });
      return {
        kind: 'density-definition',
        span,
        name: letter,
        nameSpan,
        sites: this.densitySites(target, [site]),
        value,
      };
    }
    const name = this.newName(target);
    const sited = target.value?.kind === 'name' ? target.value.sited : undefined;
    if (sited?.site.relative) {
      this.densitySites(target, [sited.site]);
      return { kind: 'density-definition', span, name: sited.name, nameSpan, sites: [sited.site], value };
    }
    // H(t) = …: the text in the brackets (language rule 28)
    const argument = /^[^=()]*\((?<inside>[^()=\n]*)\)\s*(?:=|:=|\\)/u
      .exec(this.source.text.slice(target.start, value.span.start))
      ?.groups?.inside?.trim();
    return { kind: 'definition', span, name, nameSpan, value, ...(argument !== undefined && { argument }) };
  }

  private densitySites(target: Token, sites: readonly Site[]): readonly Site[] {
    const strided = sites.find((site) => site.stride !== undefined || site.leg !== undefined);
    if (strided)
      refuse('bad-density', `${this.typed(target)}: a density is defined at site j`, {
        span: this.of(target),
        hint: 'write h_<j,j+1> = …, or m_j = …; its uses may be h_<2j,2j+1>',
      });
    if (sites.some((site) => !site.relative)) {
      refuse('bad-density', `${this.typed(target)}: a density is defined at site j, not at a fixed site`, {
        span: this.of(target),
        hint: 'write h_<j,j+1> = …, or m_j = …',
      });
    }
    return sites;
  }

  /**
   * An expression that is a whole side of a statement. A leading "+" there means that the line has lost its beginning.
   * Some programs print "+ -0.5 Z_0", and if there is no line above, nothing can have been lost.
   */
  private outermost(cell: Cell): Node {
    const sign = leadingSign(cell);
    const typed = sign && this.typed(sign);
    if (typed === '+' || (typed?.startsWith('+') && this.linesAbove(sign!))) {
      refuse('leading-plus', 'nothing stands before this "+"', {
        span: this.span(sign!.start, sign!.start + 1),
        hint: 'indent the line if it continues the line above',
      });
    }
    return this.expression(cell);
  }

  /** Does the token begin a line that is not the first with content? */
  private linesAbove(token: Token): boolean {
    const lines = this.source.text.slice(0, token.start).split(/[\n\r\u2028\u2029]/u);
    return lines.pop()!.trim() === '' && lines.some((line) => line.replace(/#.*/u, '').trim() !== '');
  }
}
