import { join } from 'node:path';
import { nothingText } from '../../charges/index.js';
import { kindText } from '../../integrability/index.js';
import { coefficientText } from '../../exact/index.js';
import { type Listener, type CommandReport, hermiticityNotes, spinOfSites } from '../../report/index.js';
import { type Diagnostic, type ExitCode, errorDocument, exitCodeOf, worse } from '../../text/index.js';
import { writeTex, writeText } from '../../language/index.js';
import { expressOperator } from '../../meaning/index.js';
import { siteFolder } from './folder.js';
import { type NamedOperator, type ScriptOperators, namedOperators } from './named-operators.js';
import { placesOf } from './page-parts.js';
import { judgedCatalogue } from './judged-catalogue.js';
import { type JudgedChain, certificatePlace, judgedSubject, judgedSurvey } from './page-integrability.js';
import { type SiteFiles, chainSite } from './site.js';
import { type SiteRequest, siteSubjects } from './subjects.js';
import { type SurveyedDocument, surveyIntegrability, surveyedDocument } from './survey-integrability.js';
import { type ChainSubject, type Survey, surveyedCharges, isComplete, surveyChain } from './survey.js';

/** The folder of a site, and the extent of its charges. */
export interface SiteQuestion extends SiteRequest {
  readonly out: string;
  /** the last charge */
  readonly last: number;
  readonly maxWords?: number;
  readonly maxTerms?: number;
  /** whether the table of verdicts has the chains of the catalogue too */
  readonly catalogue?: boolean;
  readonly title: string;
  /** the page of the notebook by its files, with which the first page has a cell that computes */
  readonly notebook?: SiteFiles;
  /** the command that made it, shown on its pages */
  readonly made: string;
}

/**
 * Writes the site of the conserved quantities of chains, for the command `docs`.
 *
 * @diagnostic those of the folder and of the subjects
 */
export function siteReport(question: SiteQuestion, listener: Listener): CommandReport {
  const { out, last, maxWords, maxTerms, title, made } = question;
  const folder = siteFolder(out);
  const onProgress = (what: string): void => listener.progress(what);
  const { subjects, judged, code: given } = siteSubjects(question, listener);
  let code: ExitCode = given;
  const reached: Diagnostic[] = [];
  const noteHermiticity = ({ hamiltonian, title }: ChainSubject): void => {
    for (const note of hermiticityNotes(hamiltonian, `the Hamiltonian of ${title}`)) listener.note(note);
  };
  const surveys = subjects.map((subject) => {
    noteHermiticity(subject);
    const survey = surveyChain(subject, {
      upto: last,
      ...(maxWords !== undefined && { maxWords }),
      ...(maxTerms !== undefined && { maxTerms }),
      onProgress,
    });
    if (surveyedCharges(survey).some((q) => !q.proof.commutes)) code = worse(code, 1);
    if (survey.reached) {
      reached.push(survey.reached);
      code = worse(code, exitCodeOf(survey.reached));
    }
    return survey;
  });
  const further = [
    ...judged.map((subject) => {
      noteHermiticity(subject);
      onProgress(`${subject.title}: verdict`);
      return judgedSubject(subject, surveyIntegrability(subject.hamiltonian, { spin: spinOfSites(subject.notation) }));
    }),
    ...(question.catalogue === true ? judgedCatalogue(onProgress) : []),
  ];
  const operators = new Map(surveys.map((survey) => [survey, namedOperators(survey, onProgress)] as const));
  const files = folder.write(
    chainSite(surveys, {
      title,
      made,
      onProgress,
      further,
      operators,
      settings: question.set,
      ...(question.notebook && { notebook: question.notebook }),
    }),
  );
  for (const survey of surveys) listener.line(surveyLine(survey));
  for (const { name, integrability } of further.slice(0, judged.length))
    listener.line(
      `${name}: ${integrability.kind === 'answer' ? kindText(integrability.answer.verdict) : integrability.because}`,
    );
  for (const diagnostic of reached) listener.error(diagnostic);
  listener.line(`${files.length} files; open ${join(out, 'index.html')}`);
  return {
    document: {
      out,
      files,
      models: surveys.map((survey) => surveyDocument(survey, operators.get(survey)!)),
      chains: further.map(chainDocument),
      ...(reached[0] && { error: errorDocument(reached[0]) }),
    },
    code,
  };
}

function surveyLine(survey: Survey): string {
  const proved = surveyedCharges(survey).filter((q) => q.proof.commutes);
  const failed = surveyedCharges(survey).find((q) => !q.proof.commutes);
  return [
    `${survey.subject.title}: ${proved.length > 0 ? `${proved.map((q) => q.name).join(', ')} proved` : 'no charge'}`,
    ...(failed ? [`${failed.name} is NOT conserved, its page shows the residual`] : []),
    ...(survey.nothing ? [nothingText(survey.nothing.index, survey.nothing)] : []),
  ].join('; ');
}

/** A chain that has a verdict and no pages. */
const chainDocument = (chain: JudgedChain): object => ({
  name: chain.id,
  title: chain.name,
  group: chain.group,
  typed: chain.chain,
  integrability: verdictOf(chain),
});

const verdictOf = (chain: JudgedChain): SurveyedDocument =>
  surveyedDocument(chain.integrability, certificatePlace(chain), chain);

function surveyDocument(survey: Survey, { named }: ScriptOperators): object {
  return {
    name: survey.subject.slug,
    title: survey.subject.title,
    page: `${survey.subject.slug}/index.html`,
    complete: isComplete(survey),
    ...(survey.nothing && { nothing: survey.nothing.index }),
    integrability: verdictOf(judgedSurvey(survey)),
    quantities: survey.quantities.map((q) => {
      const places = placesOf(survey.subject, q);
      return {
        name: q.name,
        kind: q.kind,
        range: q.range,
        terms: q.operator.terms.length,
        norm2: coefficientText(q.squaredNorm),
        commutes: q.proof.commutes,
        page: places.page,
        ...(q.proof.certificate.kind === 'checked' && { certificate: places.certificate }),
      };
    }),
    operators: named.map((operator) => operatorDocument(survey, operator)),
  };
}

/** An operator that a script defines, as on its page. */
function operatorDocument({ subject }: Survey, operator: NamedOperator): object {
  const places = placesOf(subject, operator);
  const { proof, equals, beside } = operator;
  const tree = expressOperator(operator.operator, { free: false });
  return {
    name: operator.name,
    typed: operator.typed,
    ...(operator.comment !== '' && { comment: operator.comment.replaceAll(/^ /gmu, '') }),
    text: writeText(tree),
    latex: writeTex(tree),
    range: operator.range,
    terms: operator.operator.terms.length,
    norm2: coefficientText(operator.squaredNorm),
    hermitian: operator.hermitian,
    symmetries: operator.symmetries,
    commutes: proof.commutes,
    ...(equals && { equals: { name: equals.quantity.name, factor: coefficientText(equals.factor) } }),
    commutesWith: beside.filter(({ words }) => words === 0).map(({ name }) => name),
    beside: beside.map(({ name, to, words, overlap }) => ({
      name,
      page: to.replace(/^\.\./u, subject.slug),
      // Too long to be computed for a table.
      commutatorTerms: words ?? null,
      overlap: coefficientText(overlap),
    })),
    page: places.page,
    data: places.data,
    ...(proof.certificate.kind === 'checked' && { certificate: places.certificate }),
  };
}
