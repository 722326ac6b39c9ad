"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.parsePath = parsePath;
exports.deriveSeed = deriveSeed;
const digest_js_1 = require("./digest.js");
const bytes_js_1 = require("../encoding/bytes.js");
const HARDENED = 0x80000000;
const CURVE = bytes_js_1.utf8.encode('ed25519 seed');
/** Reads `m/44'/501'/0'`; every part must be hardened on this curve. */
function parsePath(path) {
    const [root, ...parts] = path.split('/');
    if (root !== 'm' || parts.some((part) => !/^\d+'$/.test(part)))
        throw new TypeError(`not a hardened path: ${path}`);
    return parts.map((part) => Number.parseInt(part, 10) + HARDENED);
}
/** SLIP-0010: a child key of a seed. */
function deriveSeed(seed, path) {
    let node = (0, digest_js_1.hmacSha512)(CURVE, seed);
    for (const index of parsePath(path)) {
        const number = new Uint8Array(4);
        new DataView(number.buffer).setUint32(0, index);
        node = (0, digest_js_1.hmacSha512)(node.slice(32), (0, bytes_js_1.concatBytes)(Uint8Array.of(0), node.slice(0, 32), number));
    }
    return node.slice(0, 32);
}
