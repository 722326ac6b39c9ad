"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.encodeForSigning = encodeForSigning;
exports.encodeTransaction = encodeTransaction;
exports.hashTransaction = hashTransaction;
const digest_js_1 = require("./crypto/digest.js");
const bytes_js_1 = require("./encoding/bytes.js");
const hex_js_1 = require("./encoding/hex.js");
const varint_js_1 = require("./encoding/varint.js");
const SIGN = Uint8Array.of(0x53, 0x54, 0x58, 0x00);
const ID = Uint8Array.of(0x54, 0x58, 0x4e, 0x00);
function encodeField([name, value]) {
    const bytes = bytes_js_1.utf8.encode(`${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`);
    return (0, bytes_js_1.concatBytes)((0, varint_js_1.encodeLength)(bytes.length), bytes);
}
function encodeFields(fields) {
    return (0, bytes_js_1.concatBytes)(...Object.entries(fields).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(encodeField));
}
function encodeForSigning(transaction) {
    return (0, bytes_js_1.concatBytes)(SIGN, encodeFields(transaction));
}
function encodeTransaction(transaction) {
    return (0, hex_js_1.toHex)(encodeFields(transaction));
}
function hashTransaction(transaction) {
    return (0, hex_js_1.toHex)((0, digest_js_1.sha512Half)((0, bytes_js_1.concatBytes)(ID, (0, hex_js_1.fromHex)(encodeTransaction(transaction)))));
}
