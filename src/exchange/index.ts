export { type CoefficientParser, type Format, type Remark, type WriteOptions } from './format.js';
export { formatOf, formats } from './formats.js';
export { type FiniteOperator, type PlacedLetter, type PlacedWord, realise } from './finite.js';
