export { type ModelDeclaration } from './model.js';
export { gasModelOf } from './gas.js';
export { type Outcome, Session } from './session.js';
export {
  type ClaimDocument,
  type TermDocument,
  type ValueDocument,
  citationText,
  claimDocument,
  termDocuments,
  valueDocument,
} from './json.js';
