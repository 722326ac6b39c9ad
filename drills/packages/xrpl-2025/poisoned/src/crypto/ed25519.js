import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';

// PKCS #8 and SPKI around raw keys of 32 bytes: the headers never change.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function privateKeyOf(seed) {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

export function publicKeyFromSeed(seed) {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(SPKI.length));
}

export function signEd25519(message, seed) {
  return new Uint8Array(sign(null, message, privateKeyOf(seed)));
}

export function verifyEd25519(message, signature, publicKey) {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
}
