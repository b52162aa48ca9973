import { type LocalCharge, localCharges, periodOfCells, tripletLocalCharges } from '../charges/index.js';
import { writeText } from '../language/index.js';
import { type Notation, expressIn, plainNotation, withoutConstant } from '../meaning/index.js';
import { allValuesText, conditionOf } from './conditions.js';
import { certifyCharges } from '../proof/index.js';
import { type GivenHamiltonian, refuseSpinsOne } from './hamiltonian.js';
import type { CommandReport, Listener } from './report.js';
import { termDocuments } from './terms.js';

/** A charge in the document of `charges --all --json`. */
export interface LocalChargeDocument {
  range: number;
  /** `C_3`, if the boost recursion gives it */
  name?: string;
  /** the charge as text of the language */
  text: string;
  /** weight `1`, `(-1)^j`, or `[j=3n+1]` for the sites 3n + 1 only */
  words: { string: string; weight: string; coefficient: string }[];
}

/** The document of `charges --all --json`. */
export interface LocalChargesDocument {
  hamiltonian: string;
  parameters: string[];
  /** assumptions about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  range: number;
  period: number;
  /** number of independent charges of range ≤ 1, 2, … */
  nullities: number[];
  /** whether all of them were found explicitly */
  complete: boolean;
  charges: LocalChargeDocument[];
  /** the file of `--certify`, if there are charges */
  certificate?: string;
}

export interface LocalChargesQuestion {
  /** longest string of the search, in sites */
  readonly range: number;
  /** number of sites after which the charges repeat; by default the period of the Hamiltonian, in whole cells if it has declared ones */
  readonly period?: number;
  /** stores the certificate that the charges commute with H, and returns its place */
  readonly keep?: (certificate: string) => string;
}

/**
 * The answer of `charges --all`: all local charges up to a range, by elimination. Their certificate does not say that these are
 * all of them.
 *
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function localChargesReport(
  given: GivenHamiltonian,
  question: LocalChargesQuestion,
  listener: Listener,
): CommandReport {
  if (question.keep) refuseSpinsOne(given);
  const asked = question.period ?? periodOfCells(given.hamiltonian, given.notation?.legs.length ?? 1);
  const { range, period, nullities, charges, complete } = (
    given.notation?.spinOne ? tripletLocalCharges : localCharges
  )(given.hamiltonian, {
    range: question.range,
    ...(asked !== undefined && { period: asked }),
  });
  const condition = conditionOf([given.hamiltonian, ...charges.map((c) => c.operator())], given.assumptions);
  const documents = charges.map((c) => chargeDocument(c, given.notation ?? plainNotation));
  listener.line('range     new     all');
  nullities.forEach((all, k) => {
    const cells = [k + 1, all - (nullities[k - 1] ?? 0), all];
    listener.line(`${String(cells[0]).padStart(5)}${String(cells[1]).padStart(8)}${String(cells[2]).padStart(8)}`);
  });
  for (const { name, text } of documents) listener.line(`${(name ?? '').padEnd(5)}  ${shortened(text)}`);
  const found = nullities.at(-1)!;
  const what = `${period === 1 ? 'translation-invariant charges' : `charges of period ${period}`} of up to ${range} ${range === 1 ? 'site' : 'sites'}`;
  if (!complete) {
    listener.line(`There are at most ${found} ${what}; ${charges.length} of them are exhibited.`);
  } else if (found === 0) {
    listener.line(`There are no ${what}.`);
  } else {
    const how = question.keep ? 'proved by the certificate' : 'computed exactly';
    listener.line(`These are all ${what}; that each commutes with H is ${how}${whereText(condition)}.`);
  }
  const certificate = question.keep && charges.length > 0 ? question.keep(certificateOf(given, charges)) : undefined;
  if (certificate !== undefined) listener.line(`certificate: ${certificate}`);
  if (condition.parameters.size > 0)
    listener.note('the count is that of generic values of the parameters; at special ones there may be more charges');
  return {
    document: {
      hamiltonian: given.text,
      parameters: [...condition.parameters.keys()],
      assumptions: [...condition.assumptions],
      range,
      period,
      nullities: [...nullities],
      complete,
      charges: documents,
      ...(certificate !== undefined && { certificate }),
    } satisfies LocalChargesDocument,
    code: given.code,
  };
}

function certificateOf({ hamiltonian }: GivenHamiltonian, charges: readonly LocalCharge[]): string {
  return certifyCharges(
    hamiltonian,
    charges.map((charge) => {
      const operator = charge.operator();
      return { commutes: true, words: operator.terms.length, operator: () => operator };
    }),
  ).text;
}

const whereText = (condition: Parameters<typeof allValuesText>[0]): string => {
  const values = condition.parameters.size > 0 ? allValuesText(condition) : '';
  return values && ` for ${values}`;
};

function chargeDocument(charge: LocalCharge, notation: Notation): LocalChargeDocument {
  const operator = withoutConstant(charge.operator(), notation);
  return {
    range: charge.range,
    ...(charge.index !== undefined && { name: `C_${charge.index}` }),
    text: writeText(expressIn(operator, notation)),
    words: termDocuments(operator, notation).map(({ string, weight, coefficient }) => ({
      string,
      weight,
      coefficient,
    })),
  };
}

/** Longest charge that is written out, in characters. */
const longestLine = 400;

function shortened(text: string): string {
  return text.length <= longestLine ? text : `${text.slice(0, longestLine)}… (--json writes it out)`;
}
