import { nameText } from '../language/index.js';
import { type Notation, type OperatorForm, notationIn } from '../meaning/index.js';
import type { Outcome } from '../session/index.js';
import { checkInterrupt } from '../text/index.js';
import { withRates } from './answers.js';
import type { Item, Rich } from './messages.js';
import type { NumberedSession } from './numbered-session.js';
import { usesOf } from './results.js';
import { richDefinition, richResidual, richValue } from './rich.js';
import { itemOf, modelItem, notesOf, textOfStatement } from './summaries.js';
import { type Writing, operatorSummary, writingOf } from './writing.js';

/** Shows the outcomes of statements as items, in the form that the user has chosen for operators. */
export class Presentation {
  /** the long result of which further parts may be requested */
  private writing: Writing | undefined;
  /** free parameters that have been announced to the user */
  private told = new Set<string>();

  /**
   * @param rich  whether items come with formulas and pictures
   * @param form  how operators are written
   */
  constructor(
    private readonly numbered: NumberedSession,
    private readonly show: (item: Item) => void,
    private readonly isRich: boolean,
    public form: OperatorForm,
  ) {}

  /** How operators are written at present. */
  get notation(): Notation {
    return notationIn(this.numbered.environment, this.form);
  }

  clear(): void {
    this.writing = undefined;
  }

  /**
   * Shows the outcome of a statement, whose value gets a number.
   *
   * @param own    the number of its value, unless values are counted
   * @param whole  whether all parts of a long value are shown at once
   */
  outcome(outcome: Outcome, seconds: number, { own, whole }: { readonly own?: number; readonly whole: boolean }): void {
    if (outcome.kind !== 'error') this.tellParameters();
    switch (outcome.kind) {
      case 'error':
        return this.show({ kind: 'error', diagnostic: outcome.diagnostic, seconds });
      case 'value':
        this.value(outcome, seconds, own);
        if (whole) for (let index = 1; index < this.writing!.parts; index += 1) this.part(index);
        return;
      case 'model': {
        const replaces = this.numbered.replaceModel(outcome.model);
        return this.show(modelItem(outcome, this.numbered.last, { replaces, notation: this.notation }));
      }
      default: {
        const item = itemOf(outcome, this.numbered.last, this.numbered.environment, this.notation);
        if (outcome.kind === 'definition' && outcome.name === 'ans') this.numbered.last = undefined;
        return this.show({ ...item, ...this.rich(() => this.richOf(outcome)) });
      }
    }
  }

  private value(outcome: Extract<Outcome, { kind: 'value' }>, seconds: number, own: number | undefined): void {
    const { value, statement } = outcome;
    const { notation } = this;
    const uses = usesOf(statement, this.numbered.last);
    const number = this.numbered.keep(value, own);
    this.writing =
      value.kind === 'perturbation'
        ? withRates(value.perturbation, writingOf(value, outcome.notation, outcome.assumptions), this.show)
        : writingOf(value, notation);
    this.show({
      kind: 'value',
      entry: { kind: 'value', text: textOfStatement(statement), uses, number },
      ...firstPart(this.writing),
      ...operatorSummary(value, notation),
      notes: notesOf(outcome.notes),
      seconds,
      ...this.rich(() => richValue(value, notation)),
    });
  }

  /** Shows the last result in the present form, if there is one. */
  again(): void {
    const value = this.numbered.results.last();
    if (!value) return;
    const { notation } = this;
    this.writing = writingOf(value, notation);
    this.show({
      kind: 'again',
      number: this.numbered.results.count,
      ...firstPart(this.writing),
      ...operatorSummary(value, notation),
      ...this.rich(() => richValue(value, notation)),
    });
  }

  /** Shows a further part of the last long result, if there is one. */
  part(index: number): void {
    const { writing } = this;
    if (!writing || index >= writing.parts) return;
    checkInterrupt();
    this.show({ kind: 'part', text: writing.part(index), last: index === writing.parts - 1 });
  }

  /** Announces names that have become parameters only because they were used, at their first use. */
  private tellParameters(): void {
    const free = [...this.numbered.environment.freeParameters().keys()];
    const fresh = free.filter((name) => !this.told.has(name));
    this.told = new Set(free);
    if (fresh.length === 0) return;
    const names = fresh.map(nameText).join(', ');
    this.show({ kind: 'remark', text: `${names}: free real parameter${fresh.length === 1 ? '' : 's'}` });
  }

  /** A name that is used after it was forgotten is announced again. */
  forget(name: string): void {
    this.told.delete(name);
  }

  private rich(make: () => Rich): { readonly rich?: Rich } {
    return this.isRich ? { rich: make() } : {};
  }

  private richOf(outcome: Outcome): Rich {
    if (outcome.kind === 'claim' && outcome.claim.residual && !outcome.claim.isTrue)
      return richResidual(outcome.claim.residual, this.notation);
    if (outcome.kind !== 'definition') return {};
    const isDensity = outcome.statement.kind === 'density-definition';
    const density = isDensity ? this.numbered.environment.density(outcome.name) : undefined;
    return richDefinition(outcome.name, outcome.value, this.notation, density);
  }
}

const firstPart = (writing: Writing): { readonly text: string; readonly parts: number; readonly terms?: number } => ({
  text: writing.part(0),
  parts: writing.parts,
  ...(writing.terms !== undefined && { terms: writing.terms }),
});
