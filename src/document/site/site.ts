import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFile } from '../../text/file.js';
import { cataloguePage, comparisonPage } from './page-catalogue.js';
import { type SitePage, type SiteFrame, framed } from './page-frame.js';
import { type JudgedChain, certificatePlace, integrabilityPage, judgedSurvey } from './page-integrability.js';
import { modelPage } from './page-model.js';
import { placesOf } from './page-parts.js';
import { quantityPage } from './page-quantity.js';
import { writeQuantity } from './quantity-document.js';
import type { Survey } from './survey.js';
import { wordPicture } from '../../picture/index.js';

/** The files of a site by their paths in it. */
export type SiteFiles = Map<string, string | Uint8Array>;

export interface SiteOptions {
  readonly title: string;
  /** how the site was made, for its footer */
  readonly made: string;
  /** links to pages outside the site, relative to it */
  readonly around?: readonly { readonly to: string; readonly text: string }[];
  /** further chains for the table of verdicts */
  readonly further?: readonly JudgedChain[];
  readonly onProgress?: (what: string) => void;
}

/**
 * The site of conserved quantities: a page for every charge and current of every chain, with its data, picture and
 * certificate, a page for every chain, and a comparison of all of them. It needs no network and no server.
 */
export function chainSite(surveys: readonly Survey[], options: SiteOptions): SiteFiles {
  const files: SiteFiles = new Map();
  const frame: SiteFrame = {
    title: options.title,
    made: options.made,
    links: [
      ...(options.around ?? []),
      { to: 'index.html', text: 'Models' },
      { to: 'integrability.html', text: 'Integrable or not' },
      ...(surveys.length > 1 ? [{ to: 'comparison.html', text: 'Side by side' }] : []),
    ],
  };
  const put = (page: SitePage): void => void files.set(page.path, framed(frame, page));
  put(cataloguePage(surveys, options.title));
  const judged = [...surveys.map(judgedSurvey), ...(options.further ?? [])];
  put(integrabilityPage(judged));
  for (const chain of judged) {
    const { integrability } = chain;
    if (integrability.kind === 'answer' && integrability.certificate.kind === 'checked')
      files.set(certificatePlace(chain), integrability.certificate.text);
  }
  if (surveys.length > 1) put(comparisonPage(surveys));
  for (const survey of surveys) {
    put(modelPage(survey));
    for (const [n, quantity] of survey.quantities.entries()) {
      options.onProgress?.(`${survey.subject.title}: page of ${quantity.name}`);
      const written = writeQuantity(survey, n);
      const places = placesOf(survey.subject, quantity);
      put(quantityPage(survey, n, written));
      files.set(places.data, `${JSON.stringify(written.document, undefined, 1)}\n`);
      files.set(places.picture, wordPicture(quantity.operator, `Pauli words of ${quantity.name}`));
      if (quantity.proof.certificate.kind === 'checked') files.set(places.certificate, quantity.proof.certificate.text);
    }
  }
  for (const [place, content] of siteAssets()) files.set(place, content);
  return files;
}

/** The other files that pages need: their style and script, and the style and fonts of KaTeX. */
export function siteAssets(): SiteFiles {
  const files: SiteFiles = new Map();
  for (const name of ['site.css', 'site.js'])
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
