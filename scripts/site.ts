// Builds the project's own pages into site/ (or the folder named): the pages of docs/, the laws with a verdict made now,
// the catalogue of the built-in models, the figures, the reference of the library and of the command line. Fails on a
// warning of TypeDoc, a law that is not as expected and a link that leads nowhere. With --quick the figures have small
// values, and the table of verdicts has the built-in models only.
//   node --import tsx scripts/site.ts [FOLDER] [--budget SECONDS] [--upto K] [--seed N] [--quick]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SiteFiles, SiteFrame, SitePage } from '../src/document/site/index.js';
import { markdownWithFormulas } from './essay.js';
import { deadLinks } from './links.mjs';
import { figurePages } from './site-figures.js';
import { catalogue, charges, law, pages as kit, read, root } from './site-kit.js';
import { libraryPages } from './site-library.js';
import { startPage } from './site-start.js';

const {
  Markup,
  chainSite,
  displayFormula,
  formula,
  framed,
  judgedCatalogue,
  html,
  lawPage,
  lawPlace,
  lawsPage,
  searchFiles,
  siteAssets,
  siteFolder,
  surveyChain,
  way,
  withScripts,
} = kit;
const { models } = charges;
const { checkLaws } = law;
const { laws } = catalogue;

const sourcePlace = (path: string): string => `repository/${path}.html`;
const isPage = (name: string): boolean => name.endsWith('.md');
/** CHANGELOG.md → docs/changelog.html, docs/guides/library.md → docs/guides/library.html */
const pagePlace = (path: string): string =>
  (path.startsWith('docs/') ? path : `docs/${path.toLowerCase()}`).replace(/\.md$/u, '.html');

/** The id GitHub gives a heading, so that links work in both places. */
const slugOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/gu, '-');

/** The lines of a text, each with the id that GitHub gives it, #L45. */
const numberedLines = (text: string) => {
  const lines = text.split('\n');
  return lines.map((line, k) => html`<span id="L${k + 1}">${line}</span>${k < lines.length - 1 ? '\n' : ''}`);
};

/** The values with which figures are computed: none of them, small ones, or their own where that does not take long. */
type FigureValues = 'none' | 'quick' | 'own';

const documentation = { to: 'docs/index.html', text: 'documentation' };

class ProjectSite {
  readonly files: SiteFiles = new Map();
  /** files of the repository that some page links to */
  private readonly wanted = new Set<string>();
  private readonly frame: SiteFrame;
  /** the texts of the repository that are pages, with their places in the site */
  private readonly pages = new Map([
    ['README.md', 'docs/readme.html'],
    ['docs/README.md', 'docs/index.html'],
    ['docs/reference/laws.md', 'laws/index.html'],
  ]);

  constructor({ api, figures }: { readonly api: boolean; readonly figures: FigureValues }) {
    const inDocs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .map((name) => `docs/${name.replaceAll('\\', '/')}`)
      .filter((path) => !path.startsWith('docs/api/'));
    for (const path of [...readdirSync(root), ...inDocs].filter(isPage))
      if (!this.pages.has(path)) this.pages.set(path, pagePlace(path));
    this.frame = {
      title: 'spinlaw',
      made: `spinlaw ${JSON.parse(read('package.json')).version}. Made by npm run docs.`,
      links: [
        { to: 'index.html', text: 'spinlaw' },
        { to: 'docs/index.html', text: 'Documentation' },
        { to: 'models/index.html', text: 'Models' },
        { to: 'laws/index.html', text: 'Laws' },
        ...(figures === 'none' ? [] : [{ to: 'figures/index.html', text: 'Figures' }]),
        { to: 'docs/reference/command-line-help.html', text: 'Commands' },
        ...(api ? [{ to: 'api/index.html', text: 'Library' }] : []),
      ],
    };
  }

  put(page: SitePage): void {
    this.files.set(page.path, framed(this.frame, page));
  }

  /** Where a link of a text of the repository leads in the site. */
  private target({ path: from, here }: { readonly path: string; readonly here: string }, href: string): string {
    if (/^[a-z][a-z0-9+.-]*:/iu.test(href) || href.startsWith('#')) return href;
    const [path = '', fragment] = href.split('#');
    const meant = posix.normalize(posix.join(posix.dirname(from), path)).replace(/\/$/u, '');
    if (meant === 'docs/reference/laws.md' && fragment !== undefined) {
      // A law has a heading there and a page here.
      const law = laws.find(({ id }) => slugOf(id) === fragment);
      if (law) return way(here, lawPlace('laws', law));
    }
    return way(here, this.pages.get(meant) ?? this.source(meant)) + (fragment === undefined ? '' : `#${fragment}`);
  }

  /** The page of a text of the repository. */
  placeOf(path: string): string {
    return this.pages.get(path) ?? this.source(path);
  }

  /** The page of a file or folder of the repository. */
  private source(path: string): string {
    this.wanted.add(path);
    return sourcePlace(path);
  }

  /**
   * A text of the repository as markup.
   *
   * @param path  the file that has the text, from which its links lead
   * @param here  the page that shows it
   */
  private rendered(path: string, text: string, here: string): string {
    const markdown = markdownWithFormulas();
    const { rules } = markdown.renderer;
    rules.table_open = () => `<div class="wide" role="region" aria-label="table" tabindex="0"><table>`;
    rules.table_close = () => '</table></div>';
    rules.text = (tokens, k) => withScripts(tokens[k]!.content).text;
    rules.math = (tokens, k) => formula(tokens[k]!.content).text;
    rules.math_block = (tokens, k) => displayFormula(tokens[k]!.content.trim()).text;
    const taken = new Map<string, number>();
    rules.heading_open = (tokens, k, options, _environment, self) => {
      const slug = slugOf(tokens[k + 1]!.children!.map((t) => t.content).join(''));
      const n = taken.get(slug) ?? 0;
      taken.set(slug, n + 1);
      tokens[k]!.attrSet('id', n === 0 ? slug : `${slug}-${n}`);
      return self.renderToken(tokens, k, options);
    };
    rules.link_open = (tokens, k, options, _environment, self) => {
      const token = tokens[k]!;
      token.attrSet('href', this.target({ path, here }, decodeURI(token.attrGet('href') ?? '')));
      return self.renderToken(tokens, k, options);
    };
    // Remarks for the tests that keep a page current are not for readers.
    return markdown.render(text.replaceAll(/^<!--[^]*?-->\n/gmu, ''));
  }

  /** A text of the repository as a page. */
  private text(path: string): void {
    const text = read(path);
    const title = /^# (?<title>.*)$/mu.exec(text)?.groups!.title ?? basename(path, '.md');
    const place = this.pages.get(path)!;
    const content = this.rendered(path, text, place);
    this.put({
      path: place,
      title,
      ...(place.startsWith('docs/') && place !== 'docs/index.html' && { above: [documentation] }),
      content: new Markup(content),
    });
  }

  /** The first page, with the sentences and the questions of the README. */
  start({ notebook }: { readonly notebook: string | undefined }): void {
    const readme = read('README.md');
    const part = (from: string, to: string): string => readme.slice(readme.indexOf(from), readme.indexOf(to));
    // The title is that of the page, and its example is replaced by the cells.
    const about = part('\n\n', '```').trim();
    const questions = part('## Nine questions', '## The language in a minute');
    this.put(
      startPage({
        about: new Markup(this.rendered('README.md', about, 'index.html')),
        questions: new Markup(this.rendered('README.md', questions, 'index.html')),
        notebook,
      }),
    );
  }

  documentation(): void {
    for (const path of this.pages.keys()) if (path !== 'docs/reference/laws.md') this.text(path);
    this.help();
  }

  /** Every command’s own help. */
  private help(): void {
    const spinlaw = (...args: string[]): string =>
      execFileSync(process.execPath, [join(root, 'dist/program/main.js'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      });
    const overview = spinlaw('--help');
    const names = [...overview.matchAll(/^ {2}spinlaw (?<name>[a-z-]+)/gmu)].map(({ groups }) => groups!.name!);
    const title = 'Commands and their options';
    this.put({
      path: 'docs/reference/command-line-help.html',
      title,
      above: [documentation],
      content: html`<h1>${title}</h1><pre><code>${overview}</code></pre>${names.map((name) => html`<h2 id="${name}">spinlaw ${name}</h2><pre><code>${spinlaw(name, '--help')}</code></pre>`)}`,
    });
  }

  laws({ budget, seed }: { readonly budget: number; readonly seed: number }): string[] {
    const reports = checkLaws(laws, { seed, budget: 1000 * budget });
    for (const report of reports) {
      const { proof } = report.law;
      this.put(
        lawPage(report, {
          folder: 'laws',
          ...(proof !== undefined && { proof: way(lawPlace('laws', report.law), this.source(proof)) }),
        }),
      );
    }
    this.put(lawsPage(reports, 'laws'));
    return reports
      .filter((r) => !r.green && r.verdict.kind !== 'undecided')
      .map((r) => `the law ${r.law.id} is not as expected`);
  }

  models({ upto, catalogue }: { readonly upto: number; readonly catalogue: boolean }): void {
    const surveys = models.flatMap((model) =>
      [false, true].map((field) =>
        surveyChain(
          {
            slug: field ? `${model.name}-field` : model.name,
            title: `${model.title}${field ? ' in a field' : ''}`,
            hamiltonian: model.hamiltonian({ field }),
            typed: `${model.expression}${field ? ` ${model.field}` : ''}`,
            command: `spinlaw docs --model ${model.name}${field ? ' --field' : ''} --upto ${upto} --out DIR`,
          },
          { upto },
        ),
      ),
    );
    const site = chainSite(surveys, {
      title: 'Conserved quantities of spin chains',
      made: this.frame.made,
      within: { frame: this.frame, folder: 'models' },
      ...(catalogue && { further: judgedCatalogue() }),
    });
    for (const [place, content] of site) this.files.set(place, content);
  }

  /** Pages for the files of the repository that other pages link to. */
  repository(): void {
    const done = new Set<string>();
    for (let open = [...this.wanted]; open.length > 0; open = [...this.wanted].filter((path) => !done.has(path))) {
      for (const path of open) {
        done.add(path);
        const place = sourcePlace(path);
        const isFolder = statSync(join(root, path)).isDirectory();
        const inside = isFolder ? readdirSync(join(root, path)).sort() : [];
        this.put({
          path: place,
          title: path,
          content: isFolder
            ? html`<h1>${path}/</h1><ul>${inside.map((name) => html`<li><a href="${way(place, this.pages.get(`${path}/${name}`) ?? this.source(`${path}/${name}`))}">${name}</a></li>`)}</ul>`
            : html`<h1>${path}</h1><pre class="source"><code>${numberedLines(read(path))}</code></pre>`,
        });
      }
    }
  }
}

/**
 * Every page but the reference of the library.
 *
 * @param options  budget: seconds for a law; upto: the last charge of a model; figures: their values; api: is there a
 *                 reference of the library?
 * @returns the files by their places, and what is wrong
 */
export async function projectPages({
  budget,
  seed = 1,
  upto,
  api = false,
  catalogue: withCatalogue = false,
  figures = 'none',
}: {
  readonly budget: number;
  readonly seed?: number;
  readonly upto: number;
  readonly api?: boolean;
  readonly figures?: FigureValues;
  /** whether the table of verdicts has the chains of the catalogue */
  readonly catalogue?: boolean;
}): Promise<{ files: SiteFiles; wrong: string[] }> {
  const site = new ProjectSite({ api, figures });
  const notebook = notebookFiles();
  site.start({ notebook: notebook.size > 0 ? 'notebook/index.html' : undefined });
  site.documentation();
  const wrong = site.laws({ budget, seed });
  site.models({ upto, catalogue: withCatalogue });
  if (figures !== 'none') {
    const made = await figurePages({
      quick: figures === 'quick',
      onProgress: (what) => console.log(`figure ${what}`),
    });
    for (const [place, content] of made.files) site.files.set(place, content);
    for (const page of made.pages) site.put(page);
  }
  if (api) for (const page of libraryPages((path) => site.placeOf(path))) site.put(page);
  site.repository();
  // Of the files of the repository, only the names are searched.
  const search = searchFiles(site.files, (path) => !path.startsWith('repository/'));
  for (const found of [search, siteAssets(), notebook])
    for (const [place, content] of found) site.files.set(place, content);
  return { files: site.files, wrong };
}

/** The page of the notebook, if it is built; it runs from any folder of a web server. */
function notebookFiles(): SiteFiles {
  const folder = join(root, 'dist/notebook/page');
  if (!existsSync(join(folder, 'index.html'))) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [`notebook/${name.replaceAll('\\', '/')}`, readFileSync(join(folder, name))]));
}

async function main(args: string[]): Promise<void> {
  const option = (name: string, otherwise: number): number => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(args.splice(at, 2)[1]);
  };
  const options = {
    budget: option('budget', 60),
    seed: option('seed', 1),
    upto: option('upto', 8),
    api: true,
    catalogue: !args.includes('--quick'),
    figures: args.includes('--quick') ? ('quick' as const) : ('own' as const),
  };
  const folder = args.find((word) => !word.startsWith('--')) ?? 'site';
  const target = siteFolder(folder);
  const start = performance.now();
  const { files, wrong } = await projectPages(options);
  const written = target.write(files);
  for (const { file, link, why } of deadLinks(folder, { allowNet: true })) wrong.push(`${file}: ${link} ${why}`);
  for (const line of wrong) console.error(line);
  console.log(
    `${written.length} files in ${((performance.now() - start) / 1000).toFixed(0)} s; open ${join(folder, 'index.html')}`,
  );
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
