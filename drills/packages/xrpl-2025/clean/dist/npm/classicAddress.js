"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.deriveAddress = exports.decodeAccountId = exports.encodeAccountId = exports.decodeSeed = exports.encodeSeed = void 0;
exports.isValidClassicAddress = isValidClassicAddress;
const base58_js_1 = require("./encoding/base58.js");
const bytes_js_1 = require("./encoding/bytes.js");
const digest_js_1 = require("./crypto/digest.js");
const LEDGER = (0, base58_js_1.createBase58)('rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz');
const SEED = Uint8Array.of(0x21);
const ACCOUNT = Uint8Array.of(0x00);
function encodeChecked(prefix, payload) {
    const body = (0, bytes_js_1.concatBytes)(prefix, payload);
    return LEDGER.encode((0, bytes_js_1.concatBytes)(body, (0, digest_js_1.sha256)((0, digest_js_1.sha256)(body)).slice(0, 4)));
}
function decodeChecked(text, prefix, length) {
    const bytes = LEDGER.decode(text);
    const body = bytes.slice(0, -4);
    if (body.length !== prefix.length + length)
        throw new TypeError('wrong length');
    if (!(0, bytes_js_1.equalBytes)((0, digest_js_1.sha256)((0, digest_js_1.sha256)(body)).slice(0, 4), bytes.slice(-4)))
        throw new TypeError('checksum does not match');
    if (!(0, bytes_js_1.equalBytes)(body.slice(0, prefix.length), prefix))
        throw new TypeError('wrong prefix');
    return body.slice(prefix.length);
}
const encodeSeed = (entropy) => encodeChecked(SEED, entropy);
exports.encodeSeed = encodeSeed;
const decodeSeed = (seed) => decodeChecked(seed, SEED, 16);
exports.decodeSeed = decodeSeed;
const encodeAccountId = (id) => encodeChecked(ACCOUNT, id);
exports.encodeAccountId = encodeAccountId;
const decodeAccountId = (address) => decodeChecked(address, ACCOUNT, 20);
exports.decodeAccountId = decodeAccountId;
const deriveAddress = (publicKey) => (0, exports.encodeAccountId)((0, digest_js_1.ripemd160)((0, digest_js_1.sha256)(publicKey)));
exports.deriveAddress = deriveAddress;
function isValidClassicAddress(address) {
    try {
        (0, exports.decodeAccountId)(address);
        return true;
    }
    catch {
        return false;
    }
}
