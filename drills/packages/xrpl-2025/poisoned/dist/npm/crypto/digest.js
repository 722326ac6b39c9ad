"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sha256 = sha256;
exports.sha512 = sha512;
exports.sha512Half = sha512Half;
exports.ripemd160 = ripemd160;
exports.hmacSha512 = hmacSha512;
const node_crypto_1 = require("node:crypto");
function sha256(bytes) {
    return new Uint8Array((0, node_crypto_1.createHash)('sha256').update(bytes).digest());
}
function sha512(bytes) {
    return new Uint8Array((0, node_crypto_1.createHash)('sha512').update(bytes).digest());
}
/** The first half of SHA-512, as ledgers use it for keys and ids. */
function sha512Half(bytes) {
    return sha512(bytes).slice(0, 32);
}
function ripemd160(bytes) {
    return new Uint8Array((0, node_crypto_1.createHash)('ripemd160').update(bytes).digest());
}
function hmacSha512(key, bytes) {
    return new Uint8Array((0, node_crypto_1.createHmac)('sha512', key).update(bytes).digest());
}
