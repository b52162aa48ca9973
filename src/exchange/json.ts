import { type Coefficient, type ParameterDomain, coefficientText, symbolsOf } from '../exact/index.js';
import {
  type Operator,
  type ResidueClass,
  type Term,
  type Weight,
  anglesOf,
  chainWeight,
  everySite,
  firstSite,
  isDisplaced,
  lettersOf,
  localWord,
  maxPower,
  residueClass,
  sumOperators,
  sumOverChain,
  turnWeight,
  uniformWeight,
  weightIn,
  weighted,
  wordFrom,
  writtenWeight,
} from '../spin/index.js';
import {
  DiagnosticError,
  type Json,
  type Source,
  type Span,
  jsonSpan,
  limit,
  readJson,
  refuse,
} from '../text/index.js';
import { localOperator, realise, refuseDisplacement } from './finite.js';
import type { CoefficientParser, Format } from './format.js';

/**
 * Pauli strings in JSON: the `terms` of `eval --json`. Coefficients are exact text of the language. Chain sums stay
 * chain sums unless a number of sites is given. `parameters` says which parameters are real and which are complex.
 */
export const json: Format = {
  id: 'json',
  title: 'Pauli strings in JSON',
  extension: 'json',
  loses: 'nothing',

  write(operator, options) {
    if (operator.terms.some((t) => isDisplaced(t.place))) refuseDisplacement();
    const { terms } = options.sites === undefined ? operator : localOperator(realise(operator, options).words);
    const parameters = Object.fromEntries([...parametersOf(terms)].sort(([a], [b]) => (a < b ? -1 : 1)));
    const lines = terms.map((term) =>
      JSON.stringify({
        string: lettersOf(term.word),
        site: firstSite(term.place),
        weight: writtenWeight(term.place),
        coefficient: coefficientText(term.coefficient),
      }),
    );
    const body = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
    return `{\n  "kind": "operator",\n  "parameters": ${JSON.stringify(parameters)},\n  "terms": ${body}\n}\n`;
  },

  /** Reads its own documents, the documents of `eval --json`, and a bare array of terms. */
  read(source, parseCoefficient) {
    const document = readJson(source, 'bad-json');
    const found = document.kind === 'object' ? (document.fields.get('terms') ?? document) : document;
    const at = (value: Json): { span: Span } => ({ span: jsonSpan(source, value) });
    if (document.kind === 'object') {
      for (const [name, place] of document.names) {
        if (!documentFields.includes(name))
          refuse('bad-json', `the document has an unknown field "${name}"`, {
            span: jsonSpan(source, place),
            expected: ['kind', 'parameters', 'terms'],
          });
      }
      const kind = document.fields.get('kind');
      if (kind && !(kind.kind === 'string' && kind.value === 'operator'))
        refuse('bad-json', 'the kind of the document is no operator', { ...at(kind), expected: ['"operator"'] });
    }
    if (found.kind !== 'list')
      refuse('bad-json', 'the document has no list of terms', { ...at(found), expected: ['{"terms": [ … ]}'] });
    const parameters = readParameters(
      document.kind === 'object' ? document.fields.get('parameters') : undefined,
      source,
      at,
      parseCoefficient,
    );
    return sumOperators(
      found.items.map((term, k) =>
        readTerm(term, k, source, (text) => inDocument(() => parseCoefficient(text, parameters))),
      ),
    );
  },
};

type Domains = Map<string, ParameterDomain>;

const domains: readonly ParameterDomain[] = ['real', 'complex', 'phase'];

function parametersOf(terms: readonly Term[]): Domains {
  const found: Domains = new Map();
  for (const { coefficient, place } of terms) {
    for (const { kind, name } of symbolsOf(coefficient))
      found.set(name, kind === 'real' || kind === 'phase' ? kind : 'complex');
    for (const { name } of anglesOf(weightIn(place).turn)) found.set(name, 'phase');
  }
  return found;
}

/** Hints for a document of terms that replace those of the language, by the code of the error. */
const hintsInDocument: Readonly<Record<string, (message: string) => string>> = {
  'unknown-name': (message) =>
    `a parameter is named in the document: "parameters": {${/^"[^"]*"/u.exec(message)?.[0] ?? '"J"'}: "real"}`,
  'free-position': () => 'the weight says how a term depends on j: "weight": "j" or "(-1)^j"',
  'leading-plus': () => 'leave the + out',
};

/** Runs the parser of coefficients, and replaces hints about statements by hints about the document. */
function inDocument<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, message } = error.diagnostic;
    const hint = hintsInDocument[code];
    throw hint ? new DiagnosticError({ ...error.diagnostic, hint: hint(message) }) : error;
  }
}

/** Names that mean numbers in the language. */
const numbersByName: ReadonlySet<string> = new Set(['i', 'e', 'pi', 'π']);

/** Whether the language reads a name as a parameter, with or without a value: not `i`, `Sx_0`, `2J`. */
function isParameterName(name: string, domain: ParameterDomain, parseCoefficient: CoefficientParser): boolean {
  if (numbersByName.has(name) || !/^\p{L}\S*$/u.test(name)) return false;
  if (domain === 'phase') return true;
  try {
    parseCoefficient({ name, text: name }, new Map([[name, domain]]));
    return true;
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}

function readParameters(
  value: Json | undefined,
  source: Source,
  at: (value: Json) => { span: Span },
  parseCoefficient: CoefficientParser,
): Domains {
  const found: Domains = new Map();
  if (value === undefined) return found;
  // The list of names of eval --json: a name that is conjugated somewhere is complex, and the angle of an exponential
  // is a phase.
  if (value.kind === 'list') {
    for (const item of value.items) {
      if (item.kind !== 'string') refuse('bad-json', 'a parameter is no name', { ...at(item), expected: ['"J"'] });
      const { value: name } = item;
      found.set(
        name,
        source.text.includes(`conj(${name})`) ? 'complex' : source.text.includes(`i*${name})`) ? 'phase' : 'real',
      );
    }
    return found;
  }
  if (value.kind !== 'object')
    refuse('bad-json', 'the parameters are no object', { ...at(value), expected: ['{"J": "real"}'] });
  for (const [name, domain] of value.fields) {
    const known = domain.kind === 'string' ? domains.find((d) => d === domain.value) : undefined;
    if (!known)
      refuse('bad-json', `the parameter ${name} is neither real nor complex nor a phase`, {
        ...at(domain),
        expected: domains.map((d) => `"${d}"`),
      });
    if (!isParameterName(name, known, parseCoefficient))
      refuse('bad-json', `"${name}" means something else, and cannot be a parameter`, {
        span: jsonSpan(source, value.names.get(name)!),
        expected: ['"J"', '"Delta"', '"eps_d"'],
      });
    found.set(name, known);
  }
  return found;
}

const weightPattern = /^(?:1|(?=.)(?<position>j(?:\^(?<power>[0-9]{1,3}))?(?:\*(?!$)|$))?(?<staggered>\(-1\)\^j)?)$/u;

/** Fields that a document may have: its own, and those of `eval --json`. */
const documentFields = ['kind', 'parameters', 'terms', 'hermitian', 'range', 'text', 'latex'];

/** Fields that a term may have; `displacement` marks terms that these documents cannot represent. */
const termFields = ['string', 'site', 'weight', 'coefficient', 'displacement', 'displacementSite'];

function readTerm(
  term: Json,
  index: number,
  source: Source,
  parseCoefficient: (text: Source) => Coefficient,
): Operator {
  const which = `term ${index + 1}`;
  const at = (value: Json = term): { span: Span } => ({ span: jsonSpan(source, value) });
  if (term.kind !== 'object') refuse('bad-term', `${which} is no object`, at());
  for (const [name, place] of term.names) {
    if (!termFields.includes(name))
      refuse('bad-term', `${which} has an unknown field "${name}"`, {
        span: jsonSpan(source, place),
        expected: termFields.slice(0, 4),
      });
  }
  const [string, site, weight, coefficient, displacement] = termFields.map((name) => term.fields.get(name));
  if (string?.kind !== 'string' || !/^[IXYZ]*$/u.test(string.value)) {
    refuse('bad-term', `the string of ${which} is not made of Pauli letters`, {
      ...at(string),
      expected: ['I, X, Y and Z'],
    });
  }
  if (site && (site.kind !== 'number' || !Number.isSafeInteger(site.value)))
    refuse('bad-term', `the site of ${which} is no whole number`, at(site));
  if (coefficient?.kind !== 'string')
    refuse('bad-term', `the coefficient of ${which} is no text`, { ...at(coefficient), expected: ['"1/8*J^2"'] });
  if (displacement && displacement.kind !== 'boolean')
    refuse('bad-term', `the displacement of ${which} is neither true nor false`, at(displacement));
  if (displacement?.value === true) refuseDisplacement();
  const { word, start } = wordFrom(string.value);
  const parse = (text: string): Coefficient => parseCoefficient({ name: `${source.name}, ${which}`, text });
  const local = localWord(word, (site?.value ?? 0) + start, parse(coefficient.value));
  if (weight?.kind === 'string' && weight.value === 'local') return local;
  return sumOverChain(weighted(local, readWeight(weight, which, at(weight), parse)));
}

function readWeight(
  weight: Json | undefined,
  which: string,
  place: { span: Span },
  parse: (text: string) => Coefficient,
): Weight {
  const [whole, onSites] = classOf(weight?.kind === 'string' ? weight.value : '');
  const along = /^(?:(?<before>.*)\*)?exp\(i\*\((?<angle>[^()]+)\)\*[jn]\)$/u.exec(whole)?.groups;
  const groups = weightPattern.exec(along ? (along.before ?? '1') : whole)?.groups;
  const turn = along ? turnWeight(parse(`exp(i*(${along.angle!}))`)) : uniformWeight;
  if (!groups || !turn)
    refuse('bad-term', `the weight of ${which} is unknown`, {
      ...place,
      expected: ['1', '(-1)^j', 'j', 'j^2*(-1)^j', 'exp(i*(phi)*j)', '[j=3n+1]', 'local'],
    });
  const power = groups.position === undefined ? 0 : Number(groups.power ?? 1);
  if (power > maxPower)
    limit('power-too-high', `the weight of ${which} is a polynomial in j of degree ${power}, above ${maxPower}`, place);
  return chainWeight(power, groups.staggered === undefined ? 1 : -1, turn.turn, onSites);
}

const classPattern = /^\[j=(?<period>[0-9]{1,3})n\+(?<residue>[0-9]{1,3})\](?:\*(?=.)|$)/u;

/** Reads `[j=3n+1]` at the beginning of a weight; the rest, and the sites at which the weight is not zero. */
function classOf(text: string): [rest: string, sites: ResidueClass] {
  const found = classPattern.exec(text);
  if (!found) return [text, everySite];
  const { period, residue } = found.groups!;
  const isClass = Number(period) > 0 && Number(residue) < Number(period);
  return isClass
    ? [text.slice(found[0].length) || '1', residueClass(Number(period), Number(residue))]
    : [text, everySite];
}
