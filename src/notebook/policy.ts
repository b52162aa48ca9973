/*
 * What the page may do, as its content-security policy. The loopback server sends it with every file; on other servers
 * the page carries it itself.
 */

/**
 * The editor puts its rules into a style element of its own, which this word allows. It protects nothing by itself: no
 * text becomes markup in the first place, which `require-trusted-types-for` enforces.
 */
export const styleNonce = 'spinlaw-editor';

const common = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  `style-src 'self' 'nonce-${styleNonce}'`,
  "font-src 'self'",
  // Pictures are made in the page; as images they run no script.
  "img-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types spinlaw',
];

/** @param place  `frame-ancestors` is ignored, with a warning, in a meta element */
export function contentPolicy(place: 'header' | 'meta'): string {
  return [...common, ...(place === 'header' ? ["frame-ancestors 'none'"] : [])].join('; ');
}

/** A worker has the policy of its own file: it may compile its kernels, and load its own parts. */
export const workerPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "base-uri 'none'",
].join('; ');
