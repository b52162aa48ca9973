import {
  type Notebook,
  type SheetCell,
  type Unreadable,
  freshId,
  isCellId,
  longestNotebook,
  mostCells,
  plainTitle,
} from './sheet.js';

/** A result of a cell in several forms, by their MIME types. */
export type ResultBundle = Readonly<Record<string, string | object>>;

/** The results of a cell, and the number of the run that made them. */
export interface CellResults {
  readonly count: number;
  readonly bundles: readonly ResultBundle[];
}

const format = { nbformat: 4, nbformat_minor: 5 } as const;

/** A notebook in the format of Jupyter, nbformat 4.5, for the kernel that `spinlaw jupyter install` installs. */
export function writeIpynb({ title, cells }: Notebook, results: ReadonlyMap<string, CellResults> = new Map()): string {
  const document = {
    cells: cells.map(({ id, kind, text }) => {
      const source = sourceLines(text);
      if (kind === 'prose') return { cell_type: 'markdown', id, metadata: {}, source };
      const made = results.get(id);
      return {
        cell_type: 'code',
        execution_count: made?.count ?? null,
        id,
        metadata: {},
        outputs: (made?.bundles ?? []).map((data) => ({ data, metadata: {}, output_type: 'display_data' })),
        source,
      };
    }),
    metadata: {
      kernelspec: { display_name: 'spinlaw', language: 'spinlaw', name: 'spinlaw' },
      language_info: { file_extension: '.spin', mimetype: 'text/x-spinlaw', name: 'spinlaw' },
      title,
    },
    ...format,
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

/** The lines of a text with their ends, as nbformat keeps them. */
function sourceLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/u);
}

/**
 * Reads a notebook of Jupyter of format 4. Its results are not taken over: only what the reader runs is shown.
 *
 * @param name  the title of a notebook that has none of its own
 */
export function readIpynb(text: string, name: string): Notebook | Unreadable {
  if (text.length > longestNotebook) return { problem: 'the file is too long for a notebook' };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { problem: 'the file is not JSON, and a notebook of Jupyter is' };
  }
  if (!isRecord(document) || !Array.isArray(document['cells']))
    return { problem: 'the file has no list of cells: a notebook of Jupyter has one' };
  if (document['nbformat'] !== format.nbformat)
    return { problem: 'the notebook is not of nbformat 4: open it in Jupyter and save it again' };
  if (document['cells'].length > mostCells) return { problem: `a notebook has at most ${mostCells} cells` };
  const used = new Set<string>();
  const cells: SheetCell[] = [];
  for (const [k, cell] of document['cells'].entries()) {
    const source = isRecord(cell) ? cellSource(cell['source']) : undefined;
    if (!isRecord(cell) || source === undefined) return { problem: `cell ${k + 1} has no text` };
    const id = isCellId(cell['id']) && !used.has(cell['id']) ? cell['id'] : freshId();
    used.add(id);
    cells.push({ id, kind: cell['cell_type'] === 'code' ? 'code' : 'prose', text: source });
  }
  const { metadata } = document;
  const title = isRecord(metadata) && typeof metadata['title'] === 'string' ? metadata['title'] : name;
  return { title: plainTitle(title), cells };
}

function cellSource(source: unknown): string | undefined {
  const text = Array.isArray(source) && source.every((line) => typeof line === 'string') ? source.join('') : source;
  return typeof text === 'string' ? text.replaceAll(/\r\n?/gu, '\n') : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
