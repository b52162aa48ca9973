export { type Answer, checkCertificate } from './check.js';
