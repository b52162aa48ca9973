export {
  type ProductPart,
  siteDimension,
  siteMatrices,
  siteNorms,
  siteOperators,
  siteProducts,
  tableDenominator,
} from './table.js';
export { ModularSiteTable, keyOfLetters, lettersOfKey, movedKey } from './modular.js';
export { spinsOfSite, tripletCommutator, withoutSinglets } from './normal-form.js';
export {
  type PeriodicSiteWord,
  type SiteTerm,
  type SiteWord,
  periodicSiteWords,
  siteOverlap,
  sitePeriod,
  siteRange,
  siteTerms,
  siteWeightText,
  siteWordAt,
  siteWordKey,
  siteWordSum,
  siteWordText,
  trimmed,
} from './site-terms.js';
