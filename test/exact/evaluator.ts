/** Complex numbers, for reading printed coefficients back. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

const times = (a: Complex, b: Complex): Complex => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re });
const add = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });

/**
 * The value of a printed coefficient, read by its own little grammar:
 *
 *   sum = [-] product {(+|-) product};  product = power {(*|/) power};  power = atom [^ exponent]
 *   exponent = [-] digits | ( [-] digits [/ digits] );  atom = digits | i | t | name | exp(sum) | conj(name)
 */
export function evaluateText(text: string, at: (name: string) => number | Complex): Complex {
  const tokens = text.match(/[A-Za-z_][A-Za-z_0-9]*|\d+|[-+*/^()]/gu) ?? [];
  if (tokens.join('') !== text.replace(/\s/gu, '')) throw new Error(`cannot read ${text}`);
  let k = 0;
  const take = (wanted: string): boolean => tokens[k] === wanted && k++ >= 0;
  const must = (wanted: string): void => {
    if (!take(wanted)) throw new Error(`expected ${wanted} at token ${k} of ${text}`);
  };

  const sum = (): Complex => {
    let total = take('-') ? times({ re: -1, im: 0 }, product()) : product();
    for (;;) {
      if (take('+')) total = add(total, product());
      else if (take('-')) total = add(total, times({ re: -1, im: 0 }, product()));
      else return total;
    }
  };
  const product = (): Complex => {
    let value = power();
    for (;;) {
      if (take('*')) value = times(value, power());
      else if (take('/')) value = times(value, raised(power(), -1));
      else return value;
    }
  };
  const power = (): Complex => {
    const base = atom();
    return take('^') ? raised(base, exponent()) : base;
  };
  const exponent = (): number => {
    const bracket = take('(');
    const sign = take('-') ? -1 : 1;
    let n = sign * Number(tokens[k++]);
    if (bracket) {
      if (take('/')) n /= Number(tokens[k++]);
      must(')');
    }
    return n;
  };
  const atom = (): Complex => {
    const token = tokens[k++] ?? '';
    if (/^\d/u.test(token)) return { re: Number(token), im: 0 };
    if (token === 'i') return { re: 0, im: 1 };
    if (token === '(') {
      const inner = sum();
      must(')');
      return inner;
    }
    if (token === 'exp') {
      must('(');
      const { re, im } = sum();
      must(')');
      return { re: Math.exp(re) * Math.cos(im), im: Math.exp(re) * Math.sin(im) };
    }
    if (token === 'conj') {
      must('(');
      const { re, im } = atom();
      must(')');
      return { re, im: -im };
    }
    const value = at(token);
    return typeof value === 'number' ? { re: value, im: 0 } : value;
  };

  const value = sum();
  if (k !== tokens.length) throw new Error(`left over: ${tokens.slice(k).join('')}`);
  return value;
}

function raised(z: Complex, n: number): Complex {
  const modulus = Math.hypot(z.re, z.im) ** n;
  const angle = Math.atan2(z.im, z.re) * n;
  return { re: modulus * Math.cos(angle), im: modulus * Math.sin(angle) };
}
