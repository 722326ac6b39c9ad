import { createECDH, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { concatBytes } from '../encoding/bytes.js';

const CURVE = 'secp256k1';
const SEC1_HEAD = Buffer.from('302e0201010420', 'hex');
const SEC1_TAIL = Buffer.from('a00706052b8104000a', 'hex');
const SPKI_HEAD = Buffer.from('3056301006072a8648ce3d020106052b8104000a034200', 'hex');

export function publicKeyFromPrivate(privateKey, compressed = true) {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(privateKey);
  return new Uint8Array(ecdh.getPublicKey(null, compressed ? 'compressed' : 'uncompressed'));
}

export function signSecp256k1(message, privateKey) {
  const key = createPrivateKey({
    key: Buffer.from(concatBytes(SEC1_HEAD, privateKey, SEC1_TAIL)),
    format: 'der',
    type: 'sec1',
  });
  return new Uint8Array(sign('sha256', message, key));
}

export function verifySecp256k1(message, signature, uncompressedPublicKey) {
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, uncompressedPublicKey]), format: 'der', type: 'spki' });
  return verify('sha256', message, key, signature);
}
