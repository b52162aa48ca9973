export { type CertificateVerdict, checkCertificate } from './check.js';
export { exclusionFormat } from './exclusion.js';
