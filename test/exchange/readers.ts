import { type Complex, type Dense, addPlaced, addString, set, times, zeros } from './dense.js';

/**
 * What another program would make of each format, by the definitions in that program's manual: small readers into dense
 * matrices that share no code with the product. Every reader is strict: text it does not know is an error.
 */
export const textReaders: Readonly<Record<string, (text: string, time: number) => Dense>> = {
  quspin: readQuspin,
  qiskit: readQiskit,
  openfermion: (text) => readOpenfermion(text),
  itensor: (text) => readJulia(text, /^sites = siteinds\("Qubit", (?<n>\d+)\)$/mu, 'os', 'Id'),
  paulistrings: (text) => readJulia(text, /^operator = ps\.Operator\((?<n>\d+)\)$/mu, 'operator', undefined),
  mtx: readMtx,
};

const real = String.raw`[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?`;

/** `0.5`, `-0.1j`, `(0.3-0.1j)`, `(0.3 - 0.1im)` */
export function readComplex(text: string): Complex {
  const pattern = new RegExp(
    String.raw`^(?:(?<alone>-?${real})(?<unit>j|im)?|\((?<re>-?${real}) ?(?<sign>[+-]) ?(?<im>${real})(?:j|im)\))$`,
    'u',
  );
  const found = pattern.exec(text)?.groups;
  if (!found) throw new Error(`"${text}" is no number`);
  if (found.alone !== undefined)
    return found.unit ? { re: 0, im: Number(found.alone) } : { re: Number(found.alone), im: 0 };
  return { re: Number(found.re), im: Number(`${found.sign}${found.im}`) };
}

function required(pattern: RegExp, text: string): Record<string, string> {
  const groups = pattern.exec(text)?.groups;
  if (!groups) throw new Error(`${pattern} not found in:\n${text}`);
  return groups as Record<string, string>;
}

/**
 * H = Σ_static c ∏ σ + Σ_dynamic f(t, ω) c ∏ σ; QuSpin's site k is the k-th factor, pauli=1 makes the letters Pauli
 * matrices.
 */
function readQuspin(text: string, time: number): Dense {
  const { n } = required(/^basis = spin_basis_1d\((?<n>\d+), pauli=1\)$/mu, text);
  const matrix = zeros(2 ** Number(n));
  const waves: Record<string, (x: number) => number> = { cosine: Math.cos, sine: Math.sin };
  for (const wave of ['cosine', 'sine']) {
    if (text.includes(`, ${wave}, [`)) {
      const definition = `\ndef ${wave}(t, frequency):\n    return np.${wave === 'sine' ? 'sin' : 'cos'}(frequency * t)\n`;
      if (!text.includes(definition)) throw new Error(`${wave} is not defined`);
    }
  }
  const { still, moving } = required(
    /^static = \[\n?(?<still>(?: {4}.*\n)*)\]\n(?:[^]*)^dynamic = \[\n?(?<moving>(?: {4}.*\n)*)\]\n/mu,
    text,
  );
  const lines = [
    ...still!
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ line, driven: false })),
    ...moving!
      .split('\n')
      .filter(Boolean)
      .map((line) => ({ line, driven: true })),
  ];
  for (const { line, driven } of lines) {
    const entry = required(
      /^ {4}\["(?<letters>[xyzI]+)", \[(?<couplings>\[.*?\])\](?:, (?<wave>\w+), \[(?<frequency>.+)\])?\],$/u,
      line,
    );
    if (driven !== (entry.wave !== undefined)) throw new Error(`${line} stands in the wrong list`);
    const factor = driven ? waves[entry.wave!]!(Number(entry.frequency) * time) : 1;
    for (const [, inside] of entry.couplings!.matchAll(/\[([^\]]*)\]/gu)) {
      const [coupling, ...sites] = inside!.split(', ');
      if (sites.length !== entry.letters!.length) throw new Error(`${line}: letters and sites differ in number`);
      const placed = Object.fromEntries(sites.map((site, k) => [Number(site), entry.letters![k]!.toUpperCase()]));
      addPlaced(matrix, placed, times({ re: factor, im: 0 }, readComplex(coupling!)));
    }
  }
  return matrix;
}

/** A label is a Kronecker product with qubit n − 1 as the first factor; the matrix here has site 0 first. */
function readQiskit(text: string): Dense {
  const { list, n } = required(
    /^operator = SparsePauliOp\.from_list\(\[\n(?<list>[^]*)\], num_qubits=(?<n>\d+)\)$/mu,
    text,
  );
  const matrix = zeros(2 ** Number(n));
  for (const line of list!.split('\n').filter(Boolean)) {
    const { label, coefficient } = required(/^ {4}\("(?<label>[IXYZ]+)", (?<coefficient>.+)\),$/u, line);
    let letters = '';
    for (let qubit = 0; qubit < Number(n); qubit++) letters += label!.at(-1 - qubit)!;
    addString(matrix, letters, readComplex(coefficient!));
  }
  return matrix;
}

/** Σ c [X0 Y2 …], the number of qubits being what the sites need unless it is told. */
export function readOpenfermion(text: string, sites?: number): Dense {
  const terms = text
    .trim()
    .split(' +\n')
    .map((line) => required(/^(?<coefficient>\S+) \[(?<factors>[^\]]*)\]$/u, line));
  const placed = terms.map(({ coefficient, factors }) => ({
    coefficient: readComplex(coefficient!),
    letters: Object.fromEntries(
      factors!
        .split(' ')
        .filter(Boolean)
        .map((factor) => [Number(factor.slice(1)), factor[0]!]),
    ),
  }));
  const n =
    sites ?? Math.max(1, ...placed.flatMap(({ letters }) => Object.keys(letters).map((site) => Number(site) + 1)));
  const matrix = zeros(2 ** n);
  for (const { letters, coefficient } of placed) addPlaced(matrix, letters, coefficient);
  return matrix;
}

/** `name += c, "X", 1, "Y", 3` with sites from 1. */
function readJulia(text: string, heading: RegExp, name: string, identity: string | undefined): Dense {
  const sites = Number(required(heading, text).n);
  const matrix = zeros(2 ** sites);
  for (const line of text.split('\n').filter((l) => l.includes('+='))) {
    const { coefficient, rest } = required(
      new RegExp(String.raw`^${name} \+= (?<coefficient>\([^)]*\)|[^,]*), (?<rest>.*)$`, 'u'),
      line,
    );
    const placed: Record<number, string> = {};
    if (rest === `"${'1'.repeat(sites)}"` && identity === undefined) {
      addPlaced(matrix, placed, readComplex(coefficient!));
      continue;
    }
    const parts = rest!.split(', ');
    for (let k = 0; k < parts.length; k += 2) {
      const { letter } = required(/^"(?<letter>X|Y|Z|Id)"$/u, parts[k]!);
      const site = Number(parts[k + 1]);
      if (!(site >= 1 && site <= sites)) throw new Error(`${line}: no site ${parts[k + 1]}`);
      if (letter === 'Id' && identity !== 'Id') throw new Error(`${line}: no operator Id`);
      if (letter !== 'Id') placed[site - 1] = letter!;
    }
    addPlaced(matrix, placed, readComplex(coefficient!));
  }
  return matrix;
}

/** NIST's coordinate format: rows and columns from 1; of symmetric and Hermitian matrices the lower triangle. */
function readMtx(text: string): Dense {
  const [banner, size, ...lines] = text.trimEnd().split('\n');
  const { field, symmetry } = required(
    /^%%MatrixMarket matrix coordinate (?<field>real|complex) (?<symmetry>general|symmetric|hermitian)$/u,
    banner!,
  );
  const [rows, columns, entries] = size!.split(' ').map(Number) as [number, number, number];
  if (rows !== columns || entries !== lines.length) throw new Error(`${size} is not the size`);
  const matrix = zeros(rows);
  for (const line of lines) {
    const numbers = line.split(' ').map(Number);
    if (numbers.length !== (field === 'real' ? 3 : 4) || numbers.some(Number.isNaN))
      throw new Error(`${line} is no entry`);
    const [row, column, re, im = 0] = numbers as [number, number, number, number?];
    set(matrix, row - 1, column - 1, { re, im });
    if (symmetry === 'general' || row === column) continue;
    if (column > row) throw new Error(`${line} lies above the diagonal`);
    set(matrix, column - 1, row - 1, { re, im: symmetry === 'hermitian' ? -im : im });
  }
  return matrix;
}

/** One array of a .npy file, version 1.0. */
export function readNpy(bytes: Uint8Array): { type: string; shape: number[]; data: DataView } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = String.fromCharCode(...bytes.subarray(1, 6));
  if (bytes[0] !== 0x93 || magic !== 'NUMPY' || bytes[6] !== 1 || bytes[7] !== 0) throw new Error('no .npy file');
  const length = view.getUint16(8, true);
  const header = String.fromCharCode(...bytes.subarray(10, 10 + length));
  const { type, shape } = required(
    /^\{'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\), \} *\n$/u,
    header,
  );
  if ((10 + length) % 64 !== 0) throw new Error('the data are not aligned');
  return {
    type: type!,
    shape: shape!
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(Number),
    data: new DataView(bytes.buffer, bytes.byteOffset + 10 + length, bytes.byteLength - 10 - length),
  };
}

export function readDenseNpy(bytes: Uint8Array): Dense {
  const { type, shape, data } = readNpy(bytes);
  const [rows, columns] = shape as [number, number];
  if (type !== '<c16' || shape.length !== 2 || rows !== columns || data.byteLength !== 16 * rows * columns)
    throw new Error('no complex matrix');
  const matrix = zeros(rows);
  for (let k = 0; k < rows * columns; k++) {
    matrix.re[k] = data.getFloat64(16 * k, true);
    matrix.im[k] = data.getFloat64(16 * k + 8, true);
  }
  return matrix;
}

/** The files of a zip archive without compression, by its central directory, each checksum verified. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error('no zip archive');
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let k = view.getUint16(end + 10, true); k > 0; k--) {
    if (view.getUint32(at, true) !== 0x02014b50 || view.getUint16(at + 10, true) !== 0)
      throw new Error('bad directory');
    const [crc, packed, size] = [16, 20, 24].map((field) => view.getUint32(at + field, true));
    const length = view.getUint16(at + 28, true);
    const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + length));
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(local, true) !== 0x04034b50 || packed !== size) throw new Error('bad entry');
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const content = bytes.subarray(start, start + size!);
    if (view.getUint32(local + 14, true) !== crc || bitwiseCrc(content) !== crc) throw new Error('bad checksum');
    files.set(name, content);
    at += 46 + length;
  }
  return files;
}

function bitwiseCrc(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** SciPy's `save_npz` of a csr_matrix. */
export function readSparseNpz(bytes: Uint8Array): Dense {
  const files = unzip(bytes);
  const array = (name: string, type: string): { shape: number[]; data: DataView } => {
    const found = readNpy(files.get(`${name}.npy`)!);
    if (found.type !== type) throw new Error(`${name} is ${found.type}`);
    return found;
  };
  const format = array('format', '|S3');
  if (format.shape.length !== 0 || format.data.getUint8(0) !== 'c'.charCodeAt(0)) throw new Error('not csr');
  const dimension = Number(array('shape', '<i8').data.getBigInt64(0, true));
  const pointers = array('indptr', '<i4').data;
  const columns = array('indices', '<i4').data;
  const values = array('data', '<c16').data;
  const matrix = zeros(dimension);
  for (let row = 0; row < dimension; row++) {
    for (let k = pointers.getInt32(4 * row, true), before = -1; k < pointers.getInt32(4 * row + 4, true); k++) {
      const column = columns.getInt32(4 * k, true);
      if (column <= before) throw new Error('columns do not ascend');
      before = column;
      set(matrix, row, column, { re: values.getFloat64(16 * k, true), im: values.getFloat64(16 * k + 8, true) });
    }
  }
  return matrix;
}

/** Mathematica: products and sums of numbers, I, Sqrt, Conjugate, Exp, powers and `pauli[…]`, by recursive descent. */
export function readMathematica(text: string, at: (name: string) => number | Complex, time: number): Dense {
  const { body } = required(/^operator = (?<body>[^]*);$/mu, text);
  const tokens = body!.match(/[A-Za-z$][A-Za-z0-9$]*|[0-9]+|[-+*/^()[\],]/gu)!;
  let here = 0;
  const peek = (): string | undefined => tokens[here];
  const take = (token: string): boolean => (peek() === token ? ((here += 1), true) : false);
  const need = (token: string): void => {
    if (!take(token)) throw new Error(`${token} expected before ${tokens.slice(here, here + 5).join(' ')}`);
  };
  const polar = (z: Complex): [number, number] => [Math.hypot(z.re, z.im), Math.atan2(z.im, z.re)];
  const fromPolar = (r: number, phi: number): Complex => ({ re: r * Math.cos(phi), im: r * Math.sin(phi) });
  const power = (z: Complex, p: number): Complex => {
    const [r, phi] = polar(z);
    return fromPolar(r ** p, phi * p);
  };
  const scalar = (): Complex => {
    let total = product();
    for (;;) {
      if (take('+')) total = plus(total, product());
      else if (take('-')) total = plus(total, times({ re: -1, im: 0 }, product()));
      else return total;
    }
  };
  const plus = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
  const product = (): Complex => {
    if (take('-')) return times({ re: -1, im: 0 }, product());
    let value = raised();
    while (peek() === '/' || (peek() === '*' && tokens[here + 1] !== 'pauli')) {
      value = take('/') ? times(value, power(raised(), -1)) : (need('*'), times(value, raised()));
    }
    return value;
  };
  const raised = (): Complex => {
    const base = atom();
    return take('^') ? power(base, atom().re) : base;
  };
  const atom = (): Complex => {
    if (take('(')) {
      const inner = scalar();
      need(')');
      return inner;
    }
    const token = tokens[here++]!;
    if (/^[0-9]/u.test(token)) return { re: Number(token), im: 0 };
    if (token === 'I') return { re: 0, im: 1 };
    if (token === 't') return { re: time, im: 0 };
    if (take('[')) {
      const inner = scalar();
      need(']');
      if (token === 'Sqrt') return power(inner, 0.5);
      if (token === 'Conjugate') return { re: inner.re, im: -inner.im };
      if (token === 'Exp') return fromPolar(Math.exp(inner.re), inner.im);
      throw new Error(`the function ${token}`);
    }
    const value = at(token === 'D$' ? 'D' : token.replaceAll('$', '_'));
    return typeof value === 'number' ? { re: value, im: 0 } : value;
  };
  let matrix: Dense | undefined;
  do {
    const value = product();
    need('*');
    need('pauli');
    need('[');
    let letters = '';
    do letters += 'IXYZ'[Number(tokens[here++])]!;
    while (take(','));
    need(']');
    matrix ??= zeros(2 ** letters.length);
    addString(matrix, letters, value);
  } while (take('+'));
  if (here !== tokens.length) throw new Error(`left over: ${tokens.slice(here).join(' ')}`);
  return matrix;
}
