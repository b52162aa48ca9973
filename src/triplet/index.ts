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
export { spinsOfSite, withoutSinglets } from './normal-form.js';
export { SiteSum, type SiteTerm, type SiteWord, siteWordKey, trimmed } from './site-sum.js';
export { siteCommutator } from './site-commutator.js';
export {
  type PeriodicSiteWord,
  fromSiteTerms,
  periodicSiteWords,
  periodicTerms,
  siteOverlap,
  sitePeriod,
  siteRange,
  siteTerms,
  siteTrace,
  siteWeightText,
  siteWordAt,
  siteWordSum,
  siteWordText,
  tripletCommutator,
  weightedWord,
  withoutIdentityPart,
} from './site-terms.js';
