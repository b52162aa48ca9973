import { type Coefficient, coefficientText, symbolsOf } from '../exact/index.js';
import { type Operator, type Term, lettersOf, localWord, sumOperators, sumOverChain, weightText, wordFrom } from '../spin/index.js';
import { maxPower } from '../spin/weight.js';
import { type Source, limit, refuse } from '../text/index.js';
import { localOperator, realise, refuseDisplacement } from './finite.js';
import type { Format } from './format.js';

/**
 * Pauli strings in JSON: the `terms` of `eval --json`. Coefficients are exact text of the language, chain sums stay chain
 * sums unless a number of sites is asked for; `parameters` says which are real and which complex.
 */
export const json: Format = {
  id: 'json',
  title: 'Pauli strings in JSON',
  extension: 'json',
  loses: 'nothing',

  write(operator, options) {
    if (operator.terms.some((t) => t.marker !== undefined)) refuseDisplacement();
    const { terms } = options.sites === undefined ? operator : localOperator(realise(operator, options).words);
    const parameters = Object.fromEntries([...parametersOf(terms)].sort(([a], [b]) => (a < b ? -1 : 1)));
    const lines = terms.map((term) =>
      JSON.stringify({
        string: lettersOf(term.word),
        site: term.site,
        weight: weightText(term),
        coefficient: coefficientText(term.coefficient),
      }),
    );
    const body = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
    return `{\n  "kind": "operator",\n  "parameters": ${JSON.stringify(parameters)},\n  "terms": ${body}\n}\n`;
  },

  /** Reads its own documents, the documents of `eval --json`, and a bare array of terms. */
  read(source, parseCoefficient) {
    const document = parse(source);
    const terms = Array.isArray(document) ? document : isRecord(document) ? document.terms : undefined;
    if (!Array.isArray(terms)) refuse('bad-json', 'the document has no list of terms', { expected: ['{"terms": [ … ]}'] });
    const parameters = readParameters(isRecord(document) ? document.parameters : undefined);
    return sumOperators(terms.map((term, k) => readTerm(term, k, source, (text) => parseCoefficient(text, parameters))));
  },
};

type Domains = Map<string, 'real' | 'complex'>;

function parametersOf(terms: readonly Term[]): Domains {
  const found: Domains = new Map();
  for (const { coefficient } of terms) {
    for (const { kind, name } of symbolsOf(coefficient)) found.set(name, kind === 'real' ? 'real' : 'complex');
  }
  return found;
}

function readParameters(value: unknown): Domains {
  const found: Domains = new Map();
  if (value === undefined) return found;
  if (!isRecord(value)) refuse('bad-json', 'the parameters are no object', { expected: ['{"J": "real"}'] });
  for (const [name, domain] of Object.entries(value)) {
    if (domain !== 'real' && domain !== 'complex') {
      refuse('bad-json', `the parameter ${name} is neither real nor complex`, { expected: ['"real"', '"complex"'] });
    }
    found.set(name, domain);
  }
  return found;
}

const weightPattern = /^(?:1|(?=.)(?<position>j(?:\^(?<power>[0-9]{1,3}))?(?:\*(?!$)|$))?(?<staggered>\(-1\)\^j)?)$/u;

function parse(source: Source): unknown {
  try {
    return JSON.parse(source.text);
  } catch (error) {
    return refuse('bad-json', `the text is no JSON (${(error as Error).message})`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readTerm(term: unknown, index: number, source: Source, parseCoefficient: (text: Source) => Coefficient): Operator {
  const which = `term ${index + 1}`;
  if (!isRecord(term)) refuse('bad-term', `${which} is no object`);
  const { string, site = 0, weight, coefficient } = term;
  if (typeof string !== 'string' || !/^[IXYZ]*$/u.test(string)) {
    refuse('bad-term', `the string of ${which} is not made of Pauli letters`, { expected: ['I, X, Y and Z'] });
  }
  if (typeof site !== 'number' || !Number.isSafeInteger(site)) refuse('bad-term', `the site of ${which} is no whole number`);
  if (typeof coefficient !== 'string') refuse('bad-term', `the coefficient of ${which} is no text`, { expected: ['"1/8*J^2"'] });
  if (term.displacement === true) refuseDisplacement();
  const { word, start } = wordFrom(string);
  const local = localWord(word, site + start, parseCoefficient({ name: `${source.name}, ${which}`, text: coefficient }));
  if (weight === 'local') return local;
  const { power, staggered } = readWeight(weight, which);
  return sumOverChain({ terms: local.terms.map((t) => ({ ...t, power, staggered })), cancelled: 0 });
}

function readWeight(weight: unknown, which: string): { power: number; staggered: boolean } {
  const groups = typeof weight === 'string' ? weightPattern.exec(weight)?.groups : undefined;
  if (!groups) refuse('bad-term', `the weight of ${which} is unknown`, { expected: ['1', '(-1)^j', 'j', 'j^2*(-1)^j', 'local'] });
  const power = groups.position === undefined ? 0 : Number(groups.power ?? 1);
  if (power > maxPower) limit('power-too-high', `the weight of ${which} is a polynomial in j of degree ${power}, above ${maxPower}`);
  return { power, staggered: groups.staggered !== undefined };
}
