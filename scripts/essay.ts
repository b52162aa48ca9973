// The Markdown of docs/ as markup. Formulas are written as GitHub reads them: `$…$` in a line, with a code span between
// the dollars where Markdown would change the formula otherwise, and a fence of the language `math` for one on lines of
// its own.
import MarkdownIt from 'markdown-it';

/** Finds the end of a formula that begins with the dollar at `from`; −1 where that dollar begins none. */
function endOfFormula(text: string, from: number): number {
  const inCode = text[from + 1] === '`';
  const close = inCode ? '`$' : '$';
  const start = from + close.length;
  const end = text.indexOf(close, start);
  if (end <= start || /\s/u.test(text[start]!) || /\s/u.test(text[end - 1]!)) return -1;
  // As on GitHub, a letter or a digit beside a dollar makes it a sum of money or the name of a variable.
  const beside = [text[from - 1] ?? '', text[end + close.length] ?? ''];
  return beside.some((c) => /[\p{L}\p{N}$]/u.test(c)) ? -1 : end + close.length;
}

/** A reader of Markdown in which formulas are tokens `math` and `math_block`, whose content is TeX. */
export function markdownWithFormulas(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true });
  markdown.inline.ruler.before('escape', 'math', (state, silent) => {
    if (state.src[state.pos] !== '$') return false;
    const end = endOfFormula(state.src, state.pos);
    if (end < 0) return false;
    if (!silent) {
      const token = state.push('math', 'math', 0);
      token.content = state.src.slice(state.pos, end).replaceAll(/^\$`?|`?\$$/gu, '');
    }
    state.pos = end;
    return true;
  });
  markdown.core.ruler.push('math_block', (state) => {
    for (const token of state.tokens)
      if (token.type === 'fence' && token.info.trim() === 'math') token.type = 'math_block';
  });
  return markdown;
}

/** The formulas of a text in Markdown, each with its source. */
export function formulasOf(text: string): string[] {
  const found: string[] = [];
  for (const token of markdownWithFormulas().parse(text, {})) {
    if (token.type === 'math_block') found.push(token.content.trim());
    for (const child of token.children ?? []) if (child.type === 'math') found.push(child.content);
  }
  return found;
}
