export { type Notebook, type SheetCell, type Unreadable, plainTitle } from './sheet.js';
export { readIpynb } from './ipynb.js';
export { readCells } from './script.js';
export { type NotebookServer, type ServerOptions, serveNotebook, usualPort } from './server.js';
export { staticFiles } from './static-files.js';
