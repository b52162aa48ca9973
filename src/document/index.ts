/** Pages and figures, which draw and tabulate the results of other rooms. */
export {
  type Figure,
  type FigureData,
  type FigureFiles,
  type FigureParameter,
  type ReportProgress,
  chooseFigures,
  figure,
  figureValues,
  renderFigure,
} from './figure.js';
export { scanFiles } from './gas-scan-files.js';
export { steadyScanFiles } from './steady-scan-files.js';
export { type OutputFolder, outputFolder } from './folder.js';
export { figures } from './figures/index.js';
export {
  type ChainSubject,
  type SiteFiles,
  type SiteQuestion,
  type SiteRequest,
  type Survey,
  chainSite,
  settingWords,
  siteCommand,
  siteFolder,
  siteReport,
  surveyChain,
} from './site/index.js';
