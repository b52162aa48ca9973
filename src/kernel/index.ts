export { type CertificateVerdict, checkCertificate } from './check.js';
export { certificateFormat } from './certificate.js';
export { exclusionFormat } from './exclusion.js';
