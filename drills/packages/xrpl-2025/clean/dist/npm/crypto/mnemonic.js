"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.entropyToMnemonic = entropyToMnemonic;
exports.generateMnemonic = generateMnemonic;
exports.validateMnemonic = validateMnemonic;
exports.mnemonicToSeed = mnemonicToSeed;
const node_crypto_1 = require("node:crypto");
const digest_js_1 = require("./digest.js");
const words_js_1 = require("./words.js");
const INDEX = new Map(words_js_1.WORDS.map((word, index) => [word, index]));
/** Sixteen words for the entropy and one that checks them. */
function entropyToMnemonic(entropy) {
    const check = (0, digest_js_1.sha256)(entropy)[0];
    return [...entropy, check].map((byte) => words_js_1.WORDS[byte]).join(' ');
}
function generateMnemonic(bytes = 16) {
    return entropyToMnemonic((0, node_crypto_1.randomBytes)(bytes));
}
function validateMnemonic(mnemonic) {
    const indexes = mnemonic.trim().split(/\s+/).map((word) => INDEX.get(word));
    if (indexes.some((index) => index === undefined))
        return false;
    const entropy = Uint8Array.from(indexes.slice(0, -1));
    return (0, digest_js_1.sha256)(entropy)[0] === indexes.at(-1);
}
function mnemonicToSeed(mnemonic, passphrase = '') {
    if (!validateMnemonic(mnemonic))
        throw new TypeError('the words do not pass their check');
    const words = mnemonic.normalize('NFKD');
    const salt = `mnemonic${passphrase.normalize('NFKD')}`;
    return new Uint8Array((0, node_crypto_1.pbkdf2Sync)(words, salt, 2048, 64, 'sha512'));
}
