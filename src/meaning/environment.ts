import {
  type Coefficient,
  type ParameterDomain,
  conjugateCoefficient,
  equalCoefficients,
  fromSymbol,
  parameterSymbol,
  phaseSymbol,
} from '../exact/index.js';
import type { Site } from '../language/index.js';
import { type Span, limit, refuse } from '../text/index.js';
import type { Assumptions } from './assumptions.js';
import type { Notation } from './express/index.js';
import { type Value, isWeighted, mapValue, scalarValue } from './value.js';

/** `h_<j,j+1> = …`: the value as a function of j, with the sites of the left side as offsets from j. */
export interface Density {
  readonly sites: readonly Site[];
  readonly value: Value;
}

/** The definitions of a program so far. Statements add to it; expressions read it. */
export class Environment {
  private cell: readonly string[] = ['1'];
  /** whether a statement has declared the cell */
  private hasCell = false;
  /** whether an operator at a site has been read, and whether it had been before the current statement */
  private readSite = false;
  private readSiteBefore = false;
  private hasSpinOne = false;
  /** whether an expression has held a fermion; then operators are written in fermions */
  usesFermions = false;
  private arguments = new Map<string, string>();
  private values = new Map<string, Value>();
  private densities = new Map<string, Density>();
  private parameters = new Map<string, ParameterDomain>();
  /** names that were read as parameters in some expression, with their domains */
  private uses = new Map<string, ParameterDomain>();
  /** those of them that the current statement is the first to use */
  private freshUses: string[] = [];
  private assumptions = new Map<string, Assumptions>();
  private remembered = new WeakMap<object, Assumptions>();
  /** terms and monomials of all definitions */
  private size = 0;
  /** values of `--set name=scalar`, which replace a definition or a parameter */
  private overrides = new Map<string, Coefficient>();
  private overridesAssume = new Map<string, Assumptions>();
  private idle = new Set<string>();
  /** names that the program defines, overridden or not */
  private defined = new Set<string>();

  /** The same definitions, to which statements can be added without an effect on this environment. */
  copy(): Environment {
    const copy = new Environment();
    copy.cell = this.cell;
    copy.hasCell = this.hasCell;
    copy.readSite = this.readSite;
    copy.readSiteBefore = this.readSiteBefore;
    copy.hasSpinOne = this.hasSpinOne;
    copy.usesFermions = this.usesFermions;
    copy.freshUses = [...this.freshUses];
    // What is remembered of a value holds for good, so both write to the same record.
    copy.remembered = this.remembered;
    copy.size = this.size;
    copy.arguments = new Map(this.arguments);
    copy.values = new Map(this.values);
    copy.densities = new Map(this.densities);
    copy.parameters = new Map(this.parameters);
    copy.uses = new Map(this.uses);
    copy.assumptions = new Map(this.assumptions);
    copy.overrides = new Map(this.overrides);
    copy.overridesAssume = new Map(this.overridesAssume);
    copy.idle = new Set(this.idle);
    copy.defined = new Set(this.defined);
    return copy;
  }

  /** @diagnostic `definitions-too-large` */
  define(name: string, value: Value, assumptions?: Assumptions, argument?: string): void {
    this.defined.add(name);
    if (argument === undefined) this.arguments.delete(name);
    else this.arguments.set(name, argument);
    if (this.overrides.has(name)) return;
    this.makeRoom(name, value);
    this.densities.delete(name);
    // From now on only the operator counts, not the expression from which it came.
    const settled =
      value.kind === 'operator'
        ? { ...value, weighted: isWeighted(value.operator, this.cell.length) }
        : value.kind === 'vector'
          ? { ...value, weighted: [value.x, value.y, value.z].some((o) => isWeighted(o, this.cell.length)) }
          : value;
    this.values.set(name, settled);
    const behind = assumptions ?? this.remembered.get(value);
    this.assume(name, behind);
    if (behind) this.remember(settled, behind);
  }

  defineDensity(name: string, density: Density, assumptions?: Assumptions): void {
    this.makeRoom(name, density.value);
    this.values.delete(name);
    this.densities.set(name, density);
    this.assume(name, assumptions);
  }

  private assume(name: string, assumptions: Assumptions | undefined): void {
    if (assumptions) this.assumptions.set(name, assumptions);
    else this.assumptions.delete(name);
  }

  /** `t` where a name was defined as `H(t) = …`. */
  argumentOf(name: string): string | undefined {
    return this.arguments.get(name);
  }

  /** The assumptions of the definition of a name, or of the value set for it from outside. */
  assumptionsOf(name: string): Assumptions | undefined {
    return this.overrides.has(name) ? this.overridesAssume.get(name) : this.assumptions.get(name);
  }

  /**
   * Records the assumptions of a value or a model statement, which may be needed later when it gets a name or is used.
   */
  remember(of: object, assumptions: Assumptions): void {
    this.remembered.set(of, assumptions);
  }

  /** The assumptions of a value or a model statement, if it has been evaluated. */
  assumptionsBehind(of: object): Assumptions | undefined {
    return this.remembered.get(of);
  }

  private makeRoom(name: string, value: Value): void {
    const before = this.values.get(name) ?? this.densities.get(name)?.value;
    const size = this.size - (before ? sizeOf(before) : 0) + sizeOf(value);
    if (size > maxSize) {
      limit('definitions-too-large', `the definitions together would have more than ${maxSize} terms`, {
        hint: 'leave out what is not needed any more, or work with a shorter range',
      });
    }
    this.size = size;
  }

  /** The spins of a cell of the chain by their labels, in their order along the chain. */
  get legs(): readonly string[] {
    return this.cell;
  }

  /** Notes that an operator at a site has been read, after which the cell does not change. */
  noteSite(): void {
    this.readSite = true;
  }

  /** How operators of the program are written. */
  get notation(): Notation {
    if (this.hasSpinOne) return { legs: ['1'], fermions: false, spinOne: true };
    return { legs: this.cell, fermions: this.usesFermions };
  }

  /** Does every site of the chain hold a spin one? Then it is the triplet of the two spins 1/2 of a cell. */
  get isSpinOne(): boolean {
    return this.hasSpinOne;
  }

  /** @diagnostic `spin-too-late` where operators have been defined for another spin, `spin-one-cell` */
  declareSpin(spin: 'half' | 'one', span: Span): void {
    const isOne = spin === 'one';
    if (isOne === this.hasSpinOne) return;
    const before = this.names().find((name) => this.isOperator(name));
    if (before !== undefined)
      refuse('spin-too-late', `"${before}" is defined on a chain of spins ${isOne ? '1/2' : '1'}`, {
        span,
        hint: 'declare the spin before the first operator',
      });
    if (this.readSite)
      refuse('spin-too-late', `an operator has been read on a chain of spins ${isOne ? '1/2' : '1'}`, {
        span,
        hint: 'declare the spin before the first operator',
      });
    if (isOne && this.cell.join() !== '1') refuseSpinOneCell(span);
    this.hasSpinOne = isOne;
    this.cell = isOne ? ['1', '2'] : ['1'];
  }

  /** @diagnostic `cell-too-late` where operators have been defined for another cell */
  declareCell(labels: readonly string[], span: Span): void {
    if (this.hasSpinOne) {
      if (labels.length === 1) return;
      refuseSpinOneCell(span);
    }
    if (labels.join() === this.cell.join()) return;
    const known = `a chain whose cells hold ${cellText(this.cell)}`;
    if (this.hasCell)
      refuse('cell-too-late', `the program is about ${known}`, {
        span,
        hint: 'a program has one statement legs or species, before its first operator',
      });
    const before = this.names().find((name) => this.isOperator(name));
    if (before !== undefined)
      refuse('cell-too-late', `"${before}" is defined on ${known}`, {
        span,
        hint: 'declare the cell before the first operator',
      });
    if (this.readSite)
      refuse('cell-too-late', `an operator has been read on ${known}`, {
        span,
        hint: 'declare the cell before the first operator',
      });
    this.cell = labels;
    this.hasCell = true;
  }

  /** Has the name been read as a parameter in an earlier expression? */
  wasParameter(name: string): boolean {
    return this.uses.has(name);
  }

  declare(name: string, domain: ParameterDomain, span: Span): void {
    if (this.values.has(name)) {
      refuse('already-defined', `"${name}" is defined already, so it cannot be a parameter`, { span });
    }
    const used = this.uses.get(name);
    if (used !== undefined && used !== domain) {
      refuse('already-used', `"${name}" has been used as a ${used} parameter already`, {
        span,
        hint: `declare it before its first use: param ${name} ${domain}`,
      });
    }
    this.parameters.set(name, domain);
  }

  /** Runs a part of a statement in which these names are parameters, real ones unless they are declared otherwise. */
  withParameters<T>(names: readonly string[], part: () => T): T {
    const fresh = names.filter((name) => !this.isKnown(name));
    for (const name of fresh) this.parameters.set(name, 'real');
    try {
      return part();
    } finally {
      for (const name of fresh) this.parameters.delete(name);
    }
  }

  override(name: string, value: Coefficient, assumptions?: Assumptions): void {
    this.overrides.set(name, value);
    if (assumptions) this.overridesAssume.set(name, assumptions);
    this.idle.add(name);
  }

  /** Does a value from outside act in place of this name? */
  isSet(name: string): boolean {
    return this.overrides.has(name);
  }

  /** Overrides that were never used. */
  idleOverrides(): string[] {
    return [...this.idle];
  }

  /**
   * Names that mean numbers: overrides that were used, declared parameters, defined scalars.
   */
  parameterNames(): string[] {
    const set = [...this.overrides.keys()].filter((name) => !this.idle.has(name));
    const scalars = [...this.values].flatMap(([name, value]) => (value.kind === 'scalar' ? [name] : []));
    return [...new Set([...set, ...this.parameters.keys(), ...scalars])];
  }

  /** Names that were taken for parameters although they are neither defined nor declared nor set. */
  freeParameters(): Map<string, 'real' | 'complex' | 'phase'> {
    return new Map([...this.uses].filter(([name]) => !this.isKnown(name)));
  }

  forget(name: string): boolean {
    const used = this.uses.delete(name);
    const before = this.values.get(name) ?? this.densities.get(name)?.value;
    if (before) this.size -= sizeOf(before);
    return [this.values.delete(name), this.densities.delete(name), this.parameters.delete(name), used].includes(true);
  }

  lookup(name: string): Value | undefined {
    const override = this.overrides.get(name);
    if (!override) return this.values.get(name);
    this.idle.delete(name);
    const isReal = equalCoefficients(override, conjugateCoefficient(override));
    if (!isReal && !this.defined.has(name) && this.parameters.get(name) !== 'complex') {
      refuse('not-real', `"${name}" is a real parameter, and the value set for it is not real`, {
        hint: `declare it: param ${name} complex`,
      });
    }
    return scalarValue(override);
  }

  density(name: string): Density | undefined {
    return this.densities.get(name);
  }

  /** The parameter with this name, or e^{iφ} for a phase φ; undeclared parameters are real. */
  parameter(name: string): Coefficient {
    const domain = this.parameters.get(name) ?? 'real';
    if (!this.uses.has(name)) this.freshUses.push(name);
    this.uses.set(name, domain);
    return fromSymbol(domain === 'phase' ? phaseSymbol(name) : parameterSymbol(name, domain));
  }

  /** Is the name declared as a complex parameter? */
  isComplex(name: string): boolean {
    return this.parameters.get(name) === 'complex';
  }

  /** Is the name declared as the angle of a phase, without a value? */
  isPhase(name: string): boolean {
    return this.parameters.get(name) === 'phase';
  }

  /** Called when a statement begins. */
  begin(): void {
    this.freshUses = [];
    this.readSiteBefore = this.readSite;
  }

  /**
   * Called when a statement has failed: names that only this statement has used may still be declared in another way.
   */
  takeBack(): void {
    for (const name of this.freshUses) this.uses.delete(name);
    this.readSite = this.readSiteBefore;
    this.freshUses = [];
  }

  isDeclared(name: string): boolean {
    return this.parameters.has(name);
  }

  /** Has the name been defined, declared or set? */
  isKnown(name: string): boolean {
    return this.values.has(name) || this.densities.has(name) || this.parameters.has(name) || this.overrides.has(name);
  }

  /** Does the name stand for a number? */
  isScalar(name: string): boolean {
    if (this.overrides.has(name) || this.parameters.has(name)) return true;
    return this.values.get(name)?.kind === 'scalar';
  }

  /** Is there an operator or a density with this name? */
  isOperator(name: string): boolean {
    const value = this.values.get(name);
    return this.densities.has(name) || value?.kind === 'operator' || value?.kind === 'vector';
  }

  isVector(name: string): boolean {
    return this.values.get(name)?.kind === 'vector';
  }

  definitions(): { readonly name: string; readonly value: Value }[] {
    return [...this.values].map(([name, value]) => ({ name, value }));
  }

  /** Every name that the user has introduced, for proposals and completion. */
  names(): string[] {
    return [...this.values.keys(), ...this.densities.keys(), ...this.parameters.keys()];
  }
}

function refuseSpinOneCell(span: Span): never {
  return refuse('spin-one-cell', 'a chain of spins 1 has one spin at every site', {
    span,
    hint: 'name the sites of a cell by their numbers: (-1)^j, S_{2j}, S_{2j+1}',
  });
}

/** `1/2` or `1` */
export const spinText = (spin: 'half' | 'one'): string => (spin === 'one' ? '1' : '1/2');

/** `one spin`, `the spins up and down` */
export function cellText(legs: readonly string[]): string {
  return legs.length === 1 ? 'one spin' : `the spins ${legs.slice(0, -1).join(', ')} and ${legs.at(-1)!}`;
}

/** Largest number of terms and monomials in all definitions together, which fits into the default memory of Node. */
const maxSize = 6_000_000;

/** The number of terms and monomials of a value. */
function sizeOf(value: Value): number {
  let size = 1;
  mapValue(value, (c) => {
    size += 1 + c.terms.length;
    return c;
  });
  return size;
}
