import { type Page, braces, texCommand, d, end } from './page.js';

const scripted = String.raw`(?: ?_ ?(?:[A-Za-z0-9]|${braces}))?`;
const letter = String.raw`(?:\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|eta|theta|vartheta|kappa|lambda|mu|nu|xi|pi|rho|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Phi|Psi|Omega)${end}|[α-ρτ-ωΓΔΘΛΦΨΩ]|[A-HJ-RT-Wa-df-hk-su-w](?![A-Za-z]))${scripted}`;
const fraction = String.raw`\\[td]?frac ?(?:${braces} ?${braces}|[0-9] ?[0-9]|\\pi ?[0-9])`;
/** a time-dependent phase, up to its t */
const timeDependent = String.raw`(?:[0-9]+(?:\.[0-9]+)? ?)?(?:(?:${letter}|${fraction})[ ~]*){1,3}(?:\\,)?[ ]*t(?![A-Za-z_^])(?: ?/ ?(?:${letter}|[0-9]+))?`;
/** one angle, if no other factor follows directly: in `\cos\theta J` it is not clear whether J is part of it */
const angle = String.raw`(?:${fraction}|(?:[0-9]+ ?)?${letter}(?!\s*(?:${letter}|[0-9^/]|\\[td]?frac)))`;
const power = String.raw`(?:\^ ?(?:(?<digit>[1-9])|\{ ?(?<braced>[1-9]) ?\}))?`;

/**
 * `\cos\omega t` is \cos(\omega t): the argument of a function without brackets is a phase up to its t, a fraction, or
 * one angle. `\cos^2(\omega t)` is \cos(\omega t)^2. This runs before the layout is removed, because `\,` ends an
 * argument.
 */
export function readFunctions(page: Page): void {
  if (!/\\(?:sin|cos)/u.test(page.text)) return;
  page.replace(
    d(String.raw`\\(?<name>sin|cos)${end} ?${power}(?:\s|\\[,!]|\{\})*(?<argument>${timeDependent}|${angle})`),
    (match, part) => {
      const { digit, braced } = match.groups!;
      const exponent = digit ?? braced;
      return ['\\', part('name'), '(', part('argument'), ')', exponent === undefined ? ' ' : `^{${exponent}} `];
    },
  );
  const inner = String.raw`(?:[^()\n]|\([^()\n]*\))*`;
  const sized = String.raw`(?:\\(?:left|right|[bB]igg?[lr]?)${end} ?)?`;
  page.replace(
    d(
      String.raw`\\(?<name>sin|cos)${end} ?\^ ?(?:(?<digit>[1-9])|\{ ?(?<braced>[1-9]) ?\}) ?(?<argument>${sized}\(${inner}${sized}\))`,
    ),
    (match, part) => [
      '\\',
      part('name'),
      part('argument'),
      '^{',
      part(match.groups!.digit === undefined ? 'braced' : 'digit'),
      '}',
    ],
  );
  // \cos[\omega t] and \cos\{…\} have the brackets of a group.
  page.replace(
    d(String.raw`\\(?<name>sin|cos|exp)${end} ?${sized}\[(?<argument>(?:[^[\]\n]|${texCommand})*?)${sized}\]`),
    (_, part) => ['\\', part('name'), '(', part('argument'), ')'],
  );
}
