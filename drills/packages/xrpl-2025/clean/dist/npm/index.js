"use strict";
var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() { return m[k]; } };
    }
    Object.defineProperty(o, k2, desc);
}) : (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    o[k2] = m[k];
}));
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p);
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.validateMnemonic = exports.generateMnemonic = exports.hashTransaction = exports.encodeTransaction = exports.isValidClassicAddress = exports.encodeSeed = exports.deriveAddress = exports.decodeSeed = exports.fundWallet = exports.autofill = exports.Wallet = exports.Client = void 0;
var client_js_1 = require("./client.js");
Object.defineProperty(exports, "Client", { enumerable: true, get: function () { return client_js_1.Client; } });
var wallet_js_1 = require("./wallet.js");
Object.defineProperty(exports, "Wallet", { enumerable: true, get: function () { return wallet_js_1.Wallet; } });
var autofill_js_1 = require("./autofill.js");
Object.defineProperty(exports, "autofill", { enumerable: true, get: function () { return autofill_js_1.autofill; } });
var faucet_js_1 = require("./faucet.js");
Object.defineProperty(exports, "fundWallet", { enumerable: true, get: function () { return faucet_js_1.fundWallet; } });
__exportStar(require("./errors.js"), exports);
__exportStar(require("./sugar.js"), exports);
var classicAddress_js_1 = require("./classicAddress.js");
Object.defineProperty(exports, "decodeSeed", { enumerable: true, get: function () { return classicAddress_js_1.decodeSeed; } });
Object.defineProperty(exports, "deriveAddress", { enumerable: true, get: function () { return classicAddress_js_1.deriveAddress; } });
Object.defineProperty(exports, "encodeSeed", { enumerable: true, get: function () { return classicAddress_js_1.encodeSeed; } });
Object.defineProperty(exports, "isValidClassicAddress", { enumerable: true, get: function () { return classicAddress_js_1.isValidClassicAddress; } });
var binary_js_1 = require("./binary.js");
Object.defineProperty(exports, "encodeTransaction", { enumerable: true, get: function () { return binary_js_1.encodeTransaction; } });
Object.defineProperty(exports, "hashTransaction", { enumerable: true, get: function () { return binary_js_1.hashTransaction; } });
var mnemonic_js_1 = require("./crypto/mnemonic.js");
Object.defineProperty(exports, "generateMnemonic", { enumerable: true, get: function () { return mnemonic_js_1.generateMnemonic; } });
Object.defineProperty(exports, "validateMnemonic", { enumerable: true, get: function () { return mnemonic_js_1.validateMnemonic; } });
