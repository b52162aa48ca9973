import type { Span } from '../text/index.js';
import type { FunctionName } from './functions.js';

/**
 * The tree of the spin language. Sums and products are n-ary, so that no walk recurses deeper than the brackets of the
 * text. Names are canonical ASCII (`Delta`, `eps_d`, `lambda_z`, `C3`); the span gives the text as typed.
 */
export type Node =
  | NumberNode
  | ImaginaryNode
  | PositionNode
  | TimeNode
  | NameNode
  | SitedNode
  | SpinNode
  | BosonNode
  | FermionNode
  | LevelNode
  | PointNode
  | KetNode
  | SumNode
  | ProductNode
  | CrossNode
  | NegateNode
  | PowerNode
  | AdjointNode
  | ComponentNode
  | ChainSumNode
  | PlusAdjointNode
  | CommutatorNode
  | AnticommutatorNode
  | CallNode
  | WithNode
  | FiniteNode;

interface At {
  readonly span: Span;
}

/** `0.8`, `3`, `1e-3`: the digits as typed; exact. */
export interface NumberNode extends At {
  readonly kind: 'number';
  readonly text: string;
}
/** `i` */
export interface ImaginaryNode extends At {
  readonly kind: 'imaginary';
}
/** a bare `j` */
export interface PositionNode extends At {
  readonly kind: 'position';
}
/** `t` */
export interface TimeNode extends At {
  readonly kind: 'time';
}
/** A parameter, a definition or a constant (`pi`). `C_3`, `C_{3}`, `C3` are all `C3`. */
export interface NameNode extends At {
  readonly kind: 'name';
  readonly name: string;
  /** for `B_j`, `m_0`, `m_{2}`: the name read as base and one site, if it can be read so (language rule 14) */
  readonly sited?: { readonly name: string; readonly site: Site };
  /**
   * whether it was typed with an arrow or in bold; without a value it is then the vector of the couplings D_x, D_y, D_z
   */
  readonly vector?: true;
}
/** `h_<j,j+1>`, `h_{j,j+1}`, `m_<j+1>`: the use of a density. */
export interface SitedNode extends At {
  readonly kind: 'sited';
  readonly name: string;
  readonly sites: readonly Site[];
}
/** A site: `stride·j + offset`, or an absolute site where `relative` is false; in a cell of several spins with its leg. */
export interface Site {
  readonly relative: boolean;
  readonly offset: number;
  /** at least 2; absent for `j + offset` */
  readonly stride?: number;
  /** `1` or `up`: the spin of the cell, as it is typed after the comma of `j,up` */
  readonly leg?: string;
}
export type Axis = 'x' | 'y' | 'z' | '+' | '-';
/** A spin or Pauli operator, or the vector if there is no `axis`. `primes` counts the primes of chain (16). */
export interface SpinNode extends At {
  readonly kind: 'spin';
  readonly family: 'S' | 'sigma';
  readonly primes: 0 | 1 | 2;
  readonly axis?: Axis;
  readonly site: Site;
}
/** `a_j` (`dagger: false`) or `a†_j`. */
export interface BosonNode extends At {
  readonly kind: 'boson';
  readonly dagger: boolean;
  readonly site: Site;
}
/** `c_j`, `c†_j`, `n_j`: a fermion by Jordan and Wigner (language rule 30); n has no dagger. */
export interface FermionNode extends At {
  readonly kind: 'fermion';
  readonly letter: 'c' | 'n';
  readonly dagger: boolean;
  readonly site: Site;
}
/** `|row><column|`, with states numbered as typed. */
export interface LevelNode extends At {
  readonly kind: 'level';
  readonly row: number;
  readonly column: number;
}
/** `|udud>`, `|↑↓↑↓⟩`: a product state along z, with a letter u or d for each site from site 0 on. */
export interface KetNode extends At {
  readonly kind: 'ket';
  readonly spins: string;
}
/** `δ(x)`, `δ(x - a)`: a point scatterer; `position` is a, absent for 0. */
export interface PointNode extends At {
  readonly kind: 'point';
  readonly position?: Node;
}
/** An n-ary sum of at least two terms; differences are `negate` terms. */
export interface SumNode extends At {
  readonly kind: 'sum';
  readonly terms: readonly Node[];
}
/**
 * An n-ary product of at least two factors, from left to right: factors[k] is joined to the part before it by
 * `joins[k-1]`. `dot` is the scalar product if both sides are vectors, and the ordinary product otherwise (language
 * rule 11).
 */
export interface ProductNode extends At {
  readonly kind: 'product';
  readonly factors: readonly Node[];
  readonly joins: readonly Join[];
}
/** juxtaposition and `*` are both `times` */
export type Join = 'times' | 'over' | 'dot';
export interface CrossNode extends At {
  readonly kind: 'cross';
  readonly left: Node;
  readonly right: Node;
}
export interface NegateNode extends At {
  readonly kind: 'negate';
  readonly of: Node;
}
/** `base^exponent`; the exponent is a scalar expression, and may contain `j` if the base is −1. */
export interface PowerNode extends At {
  readonly kind: 'power';
  readonly base: Node;
  readonly exponent: Node;
}
export interface AdjointNode extends At {
  readonly kind: 'adjoint';
  readonly of: Node;
}
/** `(A×B)^z`, `(A×B)_z` */
export interface ComponentNode extends At {
  readonly kind: 'component';
  readonly of: Node;
  readonly axis: 'x' | 'y' | 'z';
  /** whether it has no brackets; then `h^z` of a name without a value is the coupling h_z (language rule 28) */
  readonly bare?: true;
}
/** `[prefactor] sum_j body`, where the body extends as in language rule 12. A prefactor is a product around the sum. */
export interface ChainSumNode extends At {
  readonly kind: 'chain-sum';
  readonly body: Node;
  /** the place of limits that were typed for a sum over the whole chain, which has none (language rule 27) */
  readonly limits?: Span;
}
/** `of + h.c.` or, with `sign` −1, `of - h.c.` */
export interface PlusAdjointNode extends At {
  readonly kind: 'plus-adjoint';
  readonly of: Node;
  readonly sign: 1 | -1;
}
export interface CommutatorNode extends At {
  readonly kind: 'commutator';
  readonly left: Node;
  readonly right: Node;
}
export interface AnticommutatorNode extends At {
  readonly kind: 'anticommutator';
  readonly left: Node;
  readonly right: Node;
}
/** Functions that are nodes: dag, dot and cross are other spellings of †, · and ×. */
export type CalledFunction = Exclude<FunctionName, 'dag' | 'dot' | 'cross'>;
/**
 * A function word followed directly by "(": `sqrt(…)`, `norm2(A)`. `\sqrt{…}`, `√(…)` and `e^{…}` (exp) are such calls
 * too.
 */
export interface CallNode extends At {
  readonly kind: 'call';
  readonly function: CalledFunction;
  readonly arguments: readonly Node[];
}
/** `with Δ = 1, B = 0: body`; `body` may be another prefix, which acts after this one. */
export interface WithNode extends At {
  readonly kind: 'with';
  readonly bindings: readonly Binding[];
  readonly body: Node;
}
export interface Binding extends At {
  readonly name: string;
  readonly value: Node;
}
/** `on ring(N): body`, or `on open(N): body` for an open chain */
export interface FiniteNode extends At {
  readonly kind: 'ring' | 'open';
  readonly sites: Node;
  readonly body: Node;
}

/** A statement of a program. */
export type Statement =
  | { readonly kind: 'expression'; readonly span: Span; readonly expression: Node }
  | Definition
  | DensityDefinition
  | ParameterDeclaration
  | CellDeclaration
  | SpinDeclaration
  | Claim
  | SolveStatement
  | ModelStatement;

/** `name = value` */
export interface Definition extends At {
  readonly kind: 'definition';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Node;
  /** for `H(t) = …`: the text in the brackets of the left side */
  readonly argument?: string;
}
/** `h_<j,j+1> = value`, `m_j = value` */
export interface DensityDefinition extends At {
  readonly kind: 'density-definition';
  readonly name: string;
  readonly nameSpan: Span;
  readonly sites: readonly Site[];
  readonly value: Node;
}
/** `param J, Δ real`, `param g complex` */
export interface ParameterDeclaration extends At {
  readonly kind: 'parameter';
  readonly names: readonly { readonly name: string; readonly span: Span }[];
  readonly domain: 'real' | 'complex' | 'phase';
}
/** `legs 2`, `species up, down`: the spins of every cell of the chain by their labels (language rule 30). */
export interface CellDeclaration extends At {
  readonly kind: 'cell';
  readonly labels: readonly string[];
}
/** `spin 1`, `spin 1/2`: the spin of every site of the chain. */
export interface SpinDeclaration extends At {
  readonly kind: 'spin-declaration';
  readonly spin: 'half' | 'one';
}
/**
 * `prove name cites chain (16): A = B`. Without `=` the claim is a boolean expression and `right` is absent. `prefixes`
 * (`with …:`, `on ring(N):`, `on open(N):`) act on both sides, outermost first.
 */
export interface Claim extends At {
  readonly kind: 'claim';
  readonly verb: 'prove' | 'refute';
  readonly name?: string;
  readonly cites?: Citation;
  readonly prefixes: readonly Prefix[];
  readonly left: Node;
  readonly right?: Node;
}
/**
 * `solve A = B for a, b`: the values of the unknowns at which the two sides are equal. `prefixes` act on both sides, as in
 * a claim.
 */
export interface SolveStatement extends At {
  readonly kind: 'solve';
  readonly prefixes: readonly Prefix[];
  readonly left: Node;
  readonly right: Node;
  readonly unknowns: readonly { readonly name: string; readonly span: Span }[];
}
export type Prefix =
  | { readonly kind: 'with'; readonly span: Span; readonly bindings: readonly Binding[] }
  | { readonly kind: 'ring' | 'open'; readonly span: Span; readonly sites: Node };
export type Citation =
  | { readonly kind: 'equation'; readonly paper: 'chain' | 'gas'; readonly number: string }
  | { readonly kind: 'text'; readonly text: string };
/** `hamiltonian H0`, `drive Hd with width = 0.1`, `bath V with …`, `jump L`, `gas H, V with …` */
export interface ModelStatement extends At {
  readonly kind: 'model';
  readonly role: 'hamiltonian' | 'drive' | 'bath' | 'jump' | 'gas';
  readonly operands: readonly Node[];
  readonly bindings: readonly Binding[];
}
