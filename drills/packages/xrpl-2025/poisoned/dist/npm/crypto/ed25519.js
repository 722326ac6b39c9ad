"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.publicKeyFromSeed = publicKeyFromSeed;
exports.signEd25519 = signEd25519;
exports.verifyEd25519 = verifyEd25519;
const node_crypto_1 = require("node:crypto");
// PKCS #8 and SPKI around raw keys of 32 bytes: the headers never change.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
function privateKeyOf(seed) {
    return (0, node_crypto_1.createPrivateKey)({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}
function publicKeyFromSeed(seed) {
    const spki = (0, node_crypto_1.createPublicKey)(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
    return new Uint8Array(spki.subarray(SPKI.length));
}
function signEd25519(message, seed) {
    return new Uint8Array((0, node_crypto_1.sign)(null, message, privateKeyOf(seed)));
}
function verifyEd25519(message, signature, publicKey) {
    const key = (0, node_crypto_1.createPublicKey)({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return (0, node_crypto_1.verify)(null, message, key, signature);
}
