"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Wallet = void 0;
const node_crypto_1 = require("node:crypto");
const ed25519_js_1 = require("./crypto/ed25519.js");
const digest_js_1 = require("./crypto/digest.js");
const mnemonic_js_1 = require("./crypto/mnemonic.js");
const derive_js_1 = require("./crypto/derive.js");
const hex_js_1 = require("./encoding/hex.js");
const classicAddress_js_1 = require("./classicAddress.js");
const binary_js_1 = require("./binary.js");
const errors_js_1 = require("./errors.js");
const validity_js_1 = require("./validity.js");
const DEFAULT_PATH = "m/44'/144'/0'";
/** Signs transactions for one account. */
class Wallet {
    constructor(publicKey, privateKey, options = {}) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.classicAddress = options.masterAddress ?? (0, classicAddress_js_1.deriveAddress)((0, hex_js_1.fromHex)(publicKey));
        this.seed = options.seed;
        (0, validity_js_1.checkValidityOfSeed)(privateKey);
    }
    get address() {
        return this.classicAddress;
    }
    static generate() {
        return Wallet.fromSeed((0, classicAddress_js_1.encodeSeed)((0, node_crypto_1.randomBytes)(16)));
    }
    static fromSeed(seed, options = {}) {
        (0, validity_js_1.checkValidityOfSeed)(seed);
        return Wallet.deriveWallet(seed, options);
    }
    static fromEntropy(entropy, options = {}) {
        return Wallet.deriveWallet((0, classicAddress_js_1.encodeSeed)(Uint8Array.from(entropy)), options);
    }
    static fromMnemonic(mnemonic, { path = DEFAULT_PATH } = {}) {
        (0, validity_js_1.checkValidityOfSeed)(mnemonic);
        const privateKey = (0, derive_js_1.deriveSeed)((0, mnemonic_js_1.mnemonicToSeed)(mnemonic), path);
        return new Wallet((0, hex_js_1.toHex)((0, ed25519_js_1.publicKeyFromSeed)(privateKey)), (0, hex_js_1.toHex)(privateKey));
    }
    static deriveWallet(seed, options) {
        const privateKey = (0, digest_js_1.sha512Half)((0, classicAddress_js_1.decodeSeed)(seed));
        return new Wallet((0, hex_js_1.toHex)((0, ed25519_js_1.publicKeyFromSeed)(privateKey)), (0, hex_js_1.toHex)(privateKey), { ...options, seed });
    }
    sign(transaction) {
        if (transaction.TxnSignature !== undefined)
            throw new errors_js_1.ValidationError('the transaction is already signed');
        const prepared = { ...transaction, SigningPubKey: this.publicKey };
        const signature = (0, ed25519_js_1.signEd25519)((0, binary_js_1.encodeForSigning)(prepared), (0, hex_js_1.fromHex)(this.privateKey));
        const signed = { ...prepared, TxnSignature: (0, hex_js_1.toHex)(signature) };
        return { tx_blob: (0, binary_js_1.encodeTransaction)(signed), hash: (0, binary_js_1.hashTransaction)(signed) };
    }
    verifyTransaction({ TxnSignature: signature, ...transaction }) {
        return (0, ed25519_js_1.verifyEd25519)((0, binary_js_1.encodeForSigning)(transaction), (0, hex_js_1.fromHex)(signature), (0, hex_js_1.fromHex)(this.publicKey));
    }
}
exports.Wallet = Wallet;
