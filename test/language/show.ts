import type { Binding, Node, Prefix, Site, Statement } from '../../src/language/index.js';

/** A tree as a compact S-expression, for case files and for reading. */
export function show(tree: Statement | Node): string {
  const parts: string[] = [];
  for (const part of tree.kind === 'expression'
    ? node(tree.expression)
    : isStatement(tree)
      ? statement(tree)
      : node(tree))
    parts.push(part);
  return parts.join('');
}

function isStatement(tree: Statement | Node): tree is Exclude<Statement, { kind: 'expression' }> {
  return ['definition', 'density-definition', 'parameter', 'claim', 'solve', 'model'].includes(tree.kind);
}

function* list(head: string, ...groups: (readonly Node[])[]): Generator<string> {
  yield `(${head}`;
  for (const group of groups) {
    for (const item of group) {
      yield ' ';
      yield* node(item);
    }
  }
  yield ')';
}

const joinSigns = { times: '*', over: '/', dot: '.' } as const;

function* node(tree: Node): Generator<string> {
  switch (tree.kind) {
    case 'number':
      yield tree.text;
      return;
    case 'imaginary':
      yield 'i';
      return;
    case 'position':
      yield 'j';
      return;
    case 'time':
      yield 't';
      return;
    case 'name':
      yield tree.sited ? `${tree.name}@${tree.sited.name}<${site(tree.sited.site)}>` : tree.name;
      return;
    case 'sited':
      yield `${tree.name}<${tree.sites.map(site).join(',')}>`;
      return;
    case 'spin':
      yield `${tree.family}${"'".repeat(tree.primes)}${tree.axis ? `^${tree.axis}` : ''}_${site(tree.site)}`;
      return;
    case 'boson':
      yield `a${tree.dagger ? '†' : ''}_${site(tree.site)}`;
      return;
    case 'ket':
      yield `|${tree.spins}>`;
      return;
    case 'level':
      yield `|${tree.row}><${tree.column}|`;
      return;
    case 'point':
      if (tree.position) yield* list('point', [tree.position]);
      else yield '(point)';
      return;
    case 'sum':
      yield* list('+', tree.terms);
      return;
    case 'product': {
      yield '(';
      yield tree.joins.every((join) => join === tree.joins[0])
        ? joinSigns[tree.joins[0]!]
        : tree.joins.map((join) => joinSigns[join]).join('');
      for (const factor of tree.factors) {
        yield ' ';
        yield* node(factor);
      }
      yield ')';
      return;
    }
    case 'cross':
      yield* list('×', [tree.left, tree.right]);
      return;
    case 'negate':
      yield* list('neg', [tree.of]);
      return;
    case 'power':
      yield* list('^', [tree.base, tree.exponent]);
      return;
    case 'adjoint':
      yield* list('†', [tree.of]);
      return;
    case 'component':
      yield* list(`component-${tree.axis}`, [tree.of]);
      return;
    case 'chain-sum':
      yield* list('sum', [tree.body]);
      return;
    case 'plus-adjoint':
      yield* list(tree.sign === 1 ? '+hc' : '-hc', [tree.of]);
      return;
    case 'commutator':
      yield* list('comm', [tree.left, tree.right]);
      return;
    case 'anticommutator':
      yield* list('anti', [tree.left, tree.right]);
      return;
    case 'call':
      yield* list(tree.function, tree.arguments);
      return;
    case 'with':
      yield '(with ';
      yield* bindings(tree.bindings);
      yield ' ';
      yield* node(tree.body);
      yield ')';
      return;
    case 'ring':
    case 'open':
      yield* list(tree.kind, [tree.sites, tree.body]);
      return;
  }
}

function* bindings(all: readonly Binding[]): Generator<string> {
  yield '[';
  for (const [k, { name, value }] of all.entries()) {
    yield `${k > 0 ? ', ' : ''}${name} = `;
    yield* node(value);
  }
  yield ']';
}

function* prefix(tree: Prefix): Generator<string> {
  if (tree.kind === 'with') {
    yield ' (with ';
    yield* bindings(tree.bindings);
    yield ')';
  } else {
    yield ' ';
    yield* list(tree.kind, [tree.sites]);
  }
}

function* statement(tree: Exclude<Statement, { kind: 'expression' }>): Generator<string> {
  switch (tree.kind) {
    case 'definition':
      yield* list(`define ${tree.name}`, [tree.value]);
      return;
    case 'density-definition':
      yield* list(`density ${tree.name}<${tree.sites.map(site).join(',')}>`, [tree.value]);
      return;
    case 'parameter':
      yield `(param ${tree.domain} ${tree.names.map(({ name }) => name).join(' ')})`;
      return;
    case 'claim': {
      yield `(${tree.verb}`;
      if (tree.name !== undefined) yield ` :${tree.name}`;
      if (tree.cites)
        yield tree.cites.kind === 'text' ? ` "${tree.cites.text}"` : ` @${tree.cites.paper}(${tree.cites.number})`;
      for (const item of tree.prefixes) yield* prefix(item);
      yield ' ';
      yield* node(tree.left);
      if (tree.right) {
        yield ' = ';
        yield* node(tree.right);
      }
      yield ')';
      return;
    }
    case 'solve':
      yield '(solve';
      for (const item of tree.prefixes) yield* prefix(item);
      yield ' ';
      yield* node(tree.left);
      yield ' = ';
      yield* node(tree.right);
      yield ` for ${tree.unknowns.map(({ name }) => name).join(' ')})`;
      return;
    case 'model': {
      yield `(${tree.role}`;
      for (const operand of tree.operands) {
        yield ' ';
        yield* node(operand);
      }
      if (tree.bindings.length > 0) {
        yield ' ';
        yield* bindings(tree.bindings);
      }
      yield ')';
      return;
    }
  }
}

function site({ relative, offset }: Site): string {
  if (!relative) return `${offset}`;
  return offset === 0 ? 'j' : `j${offset > 0 ? '+' : ''}${offset}`;
}
