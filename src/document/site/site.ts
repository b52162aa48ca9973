import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFile } from '../../text/file.js';
import { cataloguePage, comparisonPage } from './page-catalogue.js';
import { type SitePage, type SiteFrame, framed, pageBelow } from './page-frame.js';
import { type JudgedChain, certificatePlace, integrabilityPage, judgedSurvey } from './page-integrability.js';
import { notebookFolder, surveyLiveText } from './live-cell.js';
import { modelPage } from './page-model.js';
import { chainPicture } from './chain-picture.js';
import { type ScriptOperators, namedOperators } from './named-operators.js';
import { operatorPage } from './page-operator.js';
import { chainPicturePlace, placesOf } from './page-parts.js';
import { quantityPage } from './page-quantity.js';
import { type Written, writeQuantity } from './quantity-document.js';
import { searchFiles } from './search-index.js';
import type { Quantity, Survey } from './survey.js';
import { wordPicture } from '../../picture/index.js';

/** The files of a site by their paths in it. */
export type SiteFiles = Map<string, string | Uint8Array>;

export interface SiteOptions {
  readonly title: string;
  /** how the site was made, for its footer */
  readonly made: string;
  /** the site of which these pages are a part */
  readonly within?: {
    readonly frame: SiteFrame;
    /** the folder of the pages in that site */
    readonly folder: string;
  };
  /** the page of the notebook by its files, with which the first page has a cell that computes */
  readonly notebook?: SiteFiles;
  /** as for `--set` */
  readonly settings?: readonly string[];
  /** further chains for the table of verdicts */
  readonly further?: readonly JudgedChain[];
  /** the operators of the scripts of surveys, where they are known already */
  readonly operators?: ReadonlyMap<Survey, ScriptOperators>;
  readonly onProgress?: (what: string) => void;
}

/**
 * The site of conserved quantities: a page for every charge, current and named operator of every chain, with its data,
 * picture and certificate, a page for every chain, and a comparison of all of them. It needs no network and no server.
 * As a part of another site it is only the pages and their data.
 */
export function chainSite(surveys: readonly Survey[], options: SiteOptions): SiteFiles {
  const files: SiteFiles = new Map();
  const { frame, folder } = options.within ?? { frame: frameOf(surveys, options), folder: '' };
  const put = (page: SitePage): void => {
    const placed = pageBelow(folder, page);
    files.set(placed.path, framed(frame, placed));
  };
  const putData = (place: string, content: string): void => {
    files.set(folder === '' ? place : `${folder}/${place}`, content);
  };
  const live = options.notebook && surveys[0] && surveyLiveText(surveys[0], options.settings ?? []);
  const operators = new Map(
    surveys.map((survey) => [survey, options.operators?.get(survey) ?? namedOperators(survey, options.onProgress)]),
  );
  put(cataloguePage(surveys, { title: options.title, live, operators }));
  const judged = [...surveys.map(judgedSurvey), ...(options.further ?? [])];
  put(integrabilityPage(judged));
  for (const chain of judged) {
    const { integrability } = chain;
    if (integrability.kind === 'answer' && integrability.certificate.kind === 'checked')
      putData(certificatePlace(chain), integrability.certificate.text);
  }
  if (surveys.length > 1) put(comparisonPage(surveys));
  for (const survey of surveys) {
    const { subject, quantities } = survey;
    const putFiles = (quantity: Quantity, written: Written): void => {
      options.onProgress?.(`${subject.title}: page of ${quantity.name}`);
      const places = placesOf(subject, quantity);
      putData(places.data, `${JSON.stringify(written.document, undefined, 1)}\n`);
      putData(places.picture, wordPicture(quantity.operator, `Pauli words of ${quantity.name}`));
      if (quantity.proof.certificate.kind === 'checked') putData(places.certificate, quantity.proof.certificate.text);
    };
    const own = operators.get(survey)!;
    put(modelPage(survey, own));
    putData(chainPicturePlace(subject), chainPicture(subject.hamiltonian, `the terms of the ${subject.title}`));
    for (const [n, quantity] of quantities.entries()) {
      const overlaps = quantities.map(({ name }, k) => [name, survey.overlaps[n]![k]!] as const);
      const written = writeQuantity(survey, quantity, overlaps);
      put(quantityPage(survey, n, written));
      putFiles(quantity, written);
    }
    for (const operator of own.named) {
      const overlaps = operator.beside.map(({ name, overlap }) => [name, overlap] as const);
      const written = writeQuantity(survey, operator, overlaps);
      put(operatorPage(survey, operator, written));
      putFiles(operator, written);
    }
  }
  if (!options.within) {
    for (const found of [searchFiles(files), siteAssets()])
      for (const [place, content] of found) files.set(place, content);
    if (live) for (const [place, content] of options.notebook!) files.set(`${notebookFolder}/${place}`, content);
  }
  return files;
}

const frameOf = (surveys: readonly Survey[], { title, made }: SiteOptions): SiteFrame => ({
  title,
  made,
  links: [
    { to: 'index.html', text: title },
    ...surveys.slice(0, mostLinks).map(({ subject }) => ({ to: `${subject.slug}/index.html`, text: subject.title })),
    { to: 'integrability.html', text: 'integrable or not' },
    ...(surveys.length > 1 ? [{ to: 'comparison.html', text: 'side by side' }] : []),
  ],
});

/** Most chains that the header of a site has links to. */
const mostLinks = 3;

/** The other files that pages need: their style and script, and the style and fonts of KaTeX. */
export function siteAssets(): SiteFiles {
  const files: SiteFiles = new Map();
  for (const name of ['site.css', 'site.js', 'search.js', 'live.js'])
    files.set(`assets/${name}`, readFileSync(packageFile(`dist/document/site/assets/${name}`), 'utf8'));
  const katex = join(dirname(createRequire(import.meta.url).resolve('katex/package.json')), 'dist');
  // Every browser that shows these pages reads woff2.
  const style = readFileSync(join(katex, 'katex.min.css'), 'utf8').replaceAll(
    /,url\([^)]*\.(?:woff|ttf)\) ?format\("[a-z]+"\)/gu,
    '',
  );
  files.set('assets/katex.min.css', style);
  for (const font of readdirSync(join(katex, 'fonts'))) {
    if (font.endsWith('.woff2')) files.set(`assets/fonts/${font}`, readFileSync(join(katex, 'fonts', font)));
  }
  return files;
}
