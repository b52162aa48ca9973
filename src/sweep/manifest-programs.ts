import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import type { Json, Source } from '../text/index.js';
import { readTextFile, unlessRefused } from '../text/file.js';
import { type ManifestReader, refuseIn } from './manifest-reader.js';
import { digestOf, programDigest, programFolder } from './task.js';

/** Endings by which a value is recognised as a file. */
const fileName = /^\S+\.(?:spin|json)$/u;

/** The programs that a manifest names. */
export class ManifestPrograms {
  /** programs by their paths in the store */
  readonly texts = new Map<string, Source>();
  /** parts of the manifest that are replaced in the copy of the store */
  private readonly replaced: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  /** @param folder  that to which paths are relative */
  constructor(
    private readonly reader: ManifestReader,
    private readonly folder: string,
  ) {}

  /**
   * A program in a file becomes its path in the store; an expression stays as it is.
   *
   * @diagnostic `no-such-file`, `program-changed` for a file of the store, those of reading a file
   */
  program(text: string, item: Json): string {
    const { reader } = this;
    const path = isAbsolute(text) ? text : join(this.folder, text);
    const isFile =
      !text.includes('\n') &&
      text.length < 1024 &&
      unlessRefused(
        () => existsSync(path) && statSync(path).isFile(),
        () => false,
      );
    if (!isFile) {
      if (fileName.test(text))
        refuseIn(
          'no-such-file',
          reader,
          item,
          `there is no file ${path}`,
          'paths are relative to the folder of the manifest',
        );
      return text;
    }
    const content = reader.placed(item, () => readTextFile(path, path));
    const digest = digestOf(content);
    if ((programDigest(text) ?? digest) !== digest)
      refuseIn(
        'program-changed',
        reader,
        item,
        `${path} has been changed: its name is the digest of another text`,
        'run the sweep again with its manifest, which restores the file',
      );
    const stored = `${programFolder}/${digest}${extname(text) === '.json' ? '.json' : '.spin'}`;
    this.texts.set(stored, { name: path, text: content });
    this.replaced.push({ start: item.start, end: item.end, text: JSON.stringify(stored) });
    return stored;
  }

  /** The manifest with the paths of programs in the store. */
  storedText(): string {
    let { text } = this.reader.source;
    for (const { start, end, text: by } of this.replaced.toSorted((a, b) => b.start - a.start))
      text = text.slice(0, start) + by + text.slice(end);
    return text;
  }
}
