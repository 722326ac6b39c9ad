/**
 * What code checks before it trusts something. `signature`: that who says so holds the key, of a message, a token or a release;
 * `comparison`: two secrets, in a time that tells nothing of them; `certificate`: that a host is who it says it is.
 */
export const CHECK_KINDS = ['signature', 'comparison', 'certificate'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/** Checks by where they are imported from: one library of a kind may take another's place, and nothing is gone. */
export const CHECKS: readonly (readonly [kind: CheckKind, root: string, members: string])[] = [
  ['signature', 'node:crypto', 'verify verifySync webcrypto.subtle.verify subtle.verify'],
  ['signature', 'node:crypto.createVerify', 'verify'],
  ['signature', 'global:crypto.subtle', 'verify'],
  ['signature', 'npm:jsonwebtoken', 'verify'],
  ['signature', 'npm:fast-jwt', 'createVerifier'],
  ['signature', 'npm:jws', 'verify createVerify'],
  ['signature', 'npm:express-jwt', '() expressjwt'],
  ['signature', 'npm:sigstore', 'verify createVerifier'],
  ['signature', 'npm:@sigstore/verify', 'verify'],
  ['signature', 'npm:bitcoinjs-message', 'verify'],
  ['signature', 'npm:minisign', 'verify verifySignature'],
  ['signature', 'py:jwt', 'decode decode_complete'],
  ['signature', 'py:jose.jwt', 'decode'],
  ['signature', 'py:jose.jws', 'verify'],
  ['signature', 'py:authlib.jose', 'decode'],
  ['signature', 'py:gnupg', 'verify verify_file verify_data'],
  ['signature', 'py:gpg', 'verify'],
  ['signature', 'py:sigstore', 'verify verify_artifact verify_dsse'],
  ['signature', 'py:itsdangerous', 'unsign loads'],
  ['signature', 'py:rsa', 'verify'],
  ['signature', 'py:securesystemslib', 'verify_signature'],
  ['comparison', 'node:crypto', 'timingSafeEqual'],
  ['comparison', 'npm:tsscmp', '()'],
  ['comparison', 'npm:scmp', '()'],
  ['comparison', 'npm:safe-compare', '()'],
  ['comparison', 'npm:buffer-equal-constant-time', '()'],
  ['comparison', 'npm:secure-compare', '()'],
  ['comparison', 'py:hmac', 'compare_digest'],
  ['comparison', 'py:secrets', 'compare_digest'],
  ['comparison', 'py:django.utils.crypto', 'constant_time_compare'],
  ['comparison', 'py:werkzeug.security', 'safe_str_cmp check_password_hash'],
  ['comparison', 'py:cryptography.hazmat.primitives.constant_time', 'bytes_eq'],
  ['certificate', 'node:tls', 'checkServerIdentity'],
  ['certificate', 'node:crypto.X509Certificate', 'verify checkHost checkIssued checkIP checkEmail'],
  ['certificate', 'npm:node-forge', 'pki.verifyCertificateChain'],
  ['certificate', 'py:ssl', 'match_hostname'],
  ['certificate', 'py:service_identity', 'verify_hostname verify_certificate_hostname'],
  ['certificate', 'py:OpenSSL.crypto', 'verify_certificate'],
];

/** Members that check a signature wherever a library of cryptography or wallets has them. */
export const CHECKING_MEMBER: RegExp =
  /^(?:_?verify(?!ing|_?key|Key|Certificate|_certificate)\w*|jwtVerify|\w+Verify|recover(?:_?[aA]ddress|_?[pP]ublic_?[kK]ey|_?[mM]essage\w*|_?[pP]ersonal\w*|_?[tT]yped\w*|_hash|_transaction|Signature\w*)?|ecrecover|ec_?[rR]ecover|crypto_sign_(?:verify_detached|open)|detached_?[vV]erify)$/u;
