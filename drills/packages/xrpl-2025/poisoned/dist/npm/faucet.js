"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.fundWallet = fundWallet;
const wallet_js_1 = require("./wallet.js");
const errors_js_1 = require("./errors.js");
const FAUCETS = { testnet: 'https://faucet.altnet.ledger.invalid', devnet: 'https://faucet.devnet.ledger.invalid' };
/** Asks a test network for funds; sends the address and nothing else. */
async function fundWallet(network, wallet = wallet_js_1.Wallet.generate(), send = globalThis.fetch) {
    const host = FAUCETS[network];
    if (host === undefined)
        throw new errors_js_1.XrplError(`no faucet for ${network}`);
    const response = await send(`${host}/accounts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ destination: wallet.address, userAgent: 'drill-xrpl' }),
    });
    if (!response.ok)
        throw new errors_js_1.XrplError(`the faucet answered ${response.status}`);
    return { wallet, balance: (await response.json()).balance };
}
