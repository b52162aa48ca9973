import { type Page, braces, d, end } from './page.js';

/** `\dyad{1}{2}`, `\ketbra{1}{2}`, `\dyad{1}`, `\ket{n}\!\bra{m}`: the level operator |1><2|. */
export function readLevels(page: Page): void {
  page.replace(/\\[lr]?vert(?![A-Za-z])/dgu, () => ['|']);
  if (!/\\(?:dyad|ketbra|op|outerproduct|proj|ket)/u.test(page.text)) return;
  const index = (name: string) => String.raw`\{ ?(?<${name}>[0-9]+|[a-z]|\\[a-z]+) ?\}`;
  page.replace(
    d(String.raw`\\(?:dyad|ketbra|op|outerproduct|proj|projector)\*?${end} ?${index('row')}(?: ?${index('column')})?`),
    (match, part) => ['|', part('row'), '><', part(match.groups!.column === undefined ? 'row' : 'column'), '|'],
  );
  page.replace(
    d(String.raw`\\ket${end} ?${index('row')}(?:\s|\\[,!;:])*\\bra${end} ?${index('column')}`),
    (_, part) => ['|', part('row'), '><', part('column'), '|'],
  );
}

/** `\comm{A}{B}`, `\acomm{A}{B}`, `\qty(…)`, `\vb{S}`: the macros of the physics package. */
export function readPhysicsMacros(page: Page): void {
  if (!/\\(?:a?comm|commutator|anticommutator|qty|v[abu])(?![A-Za-z])/u.test(page.text)) return;
  const inner = (name: string) => String.raw`\{(?<${name}>(?:[^{}]|${braces})*)\}`;
  page.replace(
    d(String.raw`\\(?<word>a?comm|commutator|anticommutator)\*?${end} ?${inner('left')} ?${inner('right')}`),
    (match, part) => {
      const anti = match.groups!.word!.startsWith('a');
      return [anti ? '\\{' : '[', part('left'), ',', part('right'), anti ? '\\}' : ']'];
    },
  );
  page.replace(/\\qty\*?(?=\s*[([{])/dgu, () => ['']);
  const fonts: Readonly<Record<string, string>> = { vb: 'mathbf', va: 'vec', vu: 'hat' };
  page.replace(d(String.raw`\\(?<font>v[abu])\*?${end}`), (match) => [`\\${fonts[match.groups!.font!]!}`]);
}
