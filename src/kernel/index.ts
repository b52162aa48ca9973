export { type CertificateVerdict, checkCertificate } from './check.js';
