/**
 * Members by which protections are switched off or on. Of other truth values nothing remains: of what is stored under one of
 * these, front ends keep `false` as 0 and `true` as 1.
 */
export const SWITCHES: ReadonlySet<string> = new Set([
  'rejectUnauthorized',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'strictSSL',
  'tlsInsecure',
  'tlsAllowInvalidCertificates',
  'tlsAllowInvalidHostnames',
  'ignoreExpiration',
  'ignoreNotBefore',
]);
