export { type Insert, Markup, dataBlock, escapeText, html, typed } from './markup.js';
export { brokenFormula, coefficientFormula, displayFormula, formula, piecesOf } from './mathematics.js';
export { type BondCouplings, type VectorForm, couplingsOf, vectorForm } from './vector-form.js';
export {
  type ChainSubject,
  type Quantity,
  type ScriptClaim,
  type Survey,
  type SurveyOptions,
  surveyedCharges,
  surveyedCurrents,
  defaultMaxTerms,
  isComplete,
  surveyChain,
} from './survey.js';
export {
  type SurveyedDocument,
  type SurveyedIntegrability,
  surveyIntegrability,
  surveyedDocument,
} from './survey-integrability.js';
export { type QuantityDocument, writeQuantity } from './quantity-document.js';
export {
  type LiveExamples,
  type LiveText,
  answered,
  liveCell,
  liveText,
  notebookFolder,
} from './live-cell.js';
export { lawPage, lawPlace, lawsPage } from './page-law.js';
export { judgedCatalogue } from './judged-catalogue.js';
export { type JudgedChain, certificatePlace, integrabilityPage } from './page-integrability.js';
export { placesOf } from './page-parts.js';
export { type SiteFrame, type SiteLink, type SitePage, framed, way, wideTable } from './page-frame.js';
export { searchFiles, searchTerm } from './search-index.js';
export { type SiteFiles, type SiteOptions, chainSite, siteAssets } from './site.js';
export { type DrawnCoupling, chainPicture, couplingsDrawn } from './chain-picture.js';
export { prose } from './script-prose.js';
export { withScripts } from './scripts.js';
export { siteFolder } from './folder.js';
export { wordPicture } from '../../picture/index.js';
export { type SiteQuestion, siteReport } from './report.js';
export { type SiteRequest, settingWords, siteCommand, siteSubjects } from './subjects.js';
