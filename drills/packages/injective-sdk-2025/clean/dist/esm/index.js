import { a as toBase64, c as concatBytes, i as PublicKey, l as equalBytes, n as counter, o as fromHex, r as PrivateKey, s as toHex, t as CallCounter, u as utf8 } from "./accounts-C7Yje148.js";
import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from "node:crypto";

// endpoints.js
const Network = {
	Mainnet: "mainnet",
	Testnet: "testnet",
	Local: "local"
};
const DOMAINS = {
	mainnet: "sentry.exchange.network.invalid",
	testnet: "testnet.sentry.exchange.network.invalid"
};
function getNetworkEndpoints(network) {
	if (network === Network.Local) return {
		rest: "http://localhost:10337",
		indexer: "http://localhost:4444"
	};
	const domain = DOMAINS[network];
	if (domain === void 0) throw new TypeError(`unknown network: ${network}`);
	return {
		rest: `https://lcd.${domain}`,
		indexer: `https://api.${domain}`
	};
}

// rpc/errors.js
var HttpError = class extends Error {
	constructor(status, url) {
		super(`the node at ${url} answered ${status}`);
		this.name = "HttpError";
		this.status = status;
	}
	get isTemporary() {
		return this.status === 429 || this.status >= 500;
	}
};

// rpc/retry.js
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Tries again what failed for a while, with growing pauses. */
async function withRetry(attempt, { tries = 3, pause = 200, isTemporary = () => true } = {}) {
	for (let n = 1;; n++) try {
		return await attempt(n);
	} catch (error) {
		if (n >= tries || !isTemporary(error)) throw error;
		await sleep(pause * 2 ** (n - 1));
	}
}

// restClient.js
/** Reads and posts JSON; every request carries an id of its own. */
var RestClient = class {
	constructor(base, { fetch: send = globalThis.fetch, timeout = 15e3 } = {}) {
		this._base = base;
		this._send = send;
		this._timeout = timeout;
		this._counter = 0;
	}
	async get(path, query = {}) {
		const search = new URLSearchParams(query).toString();
		return this._request(`${path}${search === "" ? "" : `?${search}`}`, { method: "GET" });
	}
	async post(path, body) {
		return this._request(path, {
			method: "POST",
			body: JSON.stringify(body)
		});
	}
	async _request(path, options) {
		const url = new URL(path, this._base).href;
		const headers = {
			"content-type": "application/json",
			"x-request-id": `sdk-${++this._counter}`
		};
		return withRetry(async () => {
			const response = await this._send(url, {
				...options,
				headers,
				signal: AbortSignal.timeout(this._timeout)
			});
			if (!response.ok) throw new HttpError(response.status, url);
			return response.json();
		});
	}
};

// misc/cache.js
/** Keeps the last answers by key, for a time. */
var Cache = class {
	constructor({ size = 100, ttl = 3e4, now = Date.now } = {}) {
		this._entries = /* @__PURE__ */ new Map();
		this._size = size;
		this._ttl = ttl;
		this._now = now;
	}
	get(key) {
		const entry = this._entries.get(key);
		if (entry === void 0 || entry.until < this._now()) return void 0;
		return entry.value;
	}
	set(key, value) {
		this._entries.delete(key);
		this._entries.set(key, {
			value,
			until: this._now() + this._ttl
		});
		if (this._entries.size > this._size) this._entries.delete(this._entries.keys().next().value);
		return value;
	}
	async through(key, load) {
		return this.get(key) ?? this.set(key, await load());
	}
};

// chainApi.js
/** Accounts and balances, as a chain node tells them. */
var ChainRestAuthApi = class extends RestClient {
	#accounts = new Cache({ ttl: 2e3 });
	async fetchAccount(address) {
		return this.#accounts.through(address, () => this.get(`/cosmos/auth/v1beta1/accounts/${address}`));
	}
	async fetchBalances(address) {
		const { balances } = await this.get(`/cosmos/bank/v1beta1/balances/${address}`);
		return balances.map(({ denom, amount }) => ({
			denom,
			amount: BigInt(amount)
		}));
	}
};

// messages.js
var MsgSend = class {
	constructor({ srcInjectiveAddress, dstInjectiveAddress, amount }) {
		this.params = {
			srcInjectiveAddress,
			dstInjectiveAddress,
			amount
		};
	}
	toData() {
		const { srcInjectiveAddress: from, dstInjectiveAddress: to, amount } = this.params;
		return {
			"@type": "/cosmos.bank.v1beta1.MsgSend",
			from_address: from,
			to_address: to,
			amount: [amount]
		};
	}
};
var MsgDeposit = class {
	constructor({ sender, subaccountId, amount }) {
		this.params = {
			sender,
			subaccountId,
			amount
		};
	}
	toData() {
		const { sender, subaccountId, amount } = this.params;
		return {
			"@type": "/injective.exchange.v1beta1.MsgDeposit",
			sender,
			subaccount_id: subaccountId,
			amount
		};
	}
};

// denoms.js
const PREFIXES = [
	"ibc/",
	"peggy0x",
	"factory/"
];
function parseDenom(denom) {
	const prefix = PREFIXES.find((known) => denom.startsWith(known));
	if (prefix !== void 0) return {
		kind: prefix.replace(/\W|0x/g, ""),
		rest: denom.slice(prefix.length)
	};
	if (!/^[a-z][a-z0-9]{1,30}$/.test(denom)) throw new TypeError(`not a denomination: ${denom}`);
	return {
		kind: "native",
		rest: denom
	};
}

// broadcaster.js
/** Signs messages with a private key and hands the signed bytes to a node. */
var MsgBroadcasterWithPk = class {
	constructor({ network, privateKey, fetch: send }) {
		this._privateKey = typeof privateKey === "string" ? PrivateKey.fromHex(privateKey) : privateKey;
		this._rest = new RestClient(getNetworkEndpoints(network).rest, { fetch: send });
		this._memo = "";
	}
	withMemo(memo) {
		this._memo = memo;
		return this;
	}
	async broadcast({ msgs, fee = {
		denom: "inj",
		amount: "160000"
	} }) {
		parseDenom(fee.denom);
		const address = this._privateKey.toAddress();
		const account = await this._rest.get(`/cosmos/auth/v1beta1/accounts/${address}`);
		const body = utf8.encode(JSON.stringify({
			msgs: [msgs].flat().map((message) => message.toData()),
			fee,
			memo: this._memo,
			...account
		}));
		const signature = this._privateKey.sign(body);
		const wire = concatBytes(Uint8Array.of(signature.length), signature, body);
		return this._rest.post("/cosmos/tx/v1beta1/txs", {
			tx_bytes: toBase64(wire),
			mode: "BROADCAST_MODE_SYNC"
		});
	}
};

// misc/units.js
/** Decimal text to whole smallest units, and back; never by way of a float. */
function parseUnits(text, decimals) {
	const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
	if (match === null) throw new TypeError(`not a number: ${text}`);
	const [, sign, whole, part = ""] = match;
	if (part.length > decimals) throw new RangeError(`more than ${decimals} decimals: ${text}`);
	const value = BigInt(whole + part.padEnd(decimals, "0"));
	return sign === "-" ? -value : value;
}
function formatUnits(value, decimals) {
	const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
	const whole = digits.slice(0, digits.length - decimals);
	const part = digits.slice(digits.length - decimals).replace(/0+$/, "");
	return `${value < 0n ? "-" : ""}${whole}${part === "" ? "" : `.${part}`}`;
}

// keys/keystore.js
const SCRYPT = {
	N: 4096,
	r: 8,
	p: 1
};
function macOf(key, ciphertext) {
	return new Uint8Array(createHmac("sha256", key).update(ciphertext).digest());
}
/** Encrypts a secret under a password, in the manner of version 3 keystores. */
function encryptKeystore(secret, password) {
	const salt = randomBytes(16);
	const iv = randomBytes(16);
	const derived = scryptSync(password, salt, 48, SCRYPT);
	const cipher = createCipheriv("aes-128-ctr", derived.subarray(0, 16), iv);
	const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
	return {
		version: 3,
		crypto: {
			cipher: "aes-128-ctr",
			ciphertext: toHex(ciphertext),
			iv: toHex(iv),
			kdf: "scrypt",
			kdfparams: {
				...SCRYPT,
				salt: toHex(salt)
			},
			mac: toHex(macOf(derived.subarray(16), ciphertext))
		}
	};
}
function decryptKeystore(keystore, password) {
	const { ciphertext, iv, kdfparams, mac } = keystore.crypto;
	const { salt, ...scrypt } = kdfparams;
	const derived = scryptSync(password, fromHex(salt), 48, scrypt);
	const sealed = fromHex(ciphertext);
	if (!equalBytes(macOf(derived.subarray(16), sealed), fromHex(mac))) throw new Error("wrong password");
	const decipher = createDecipheriv("aes-128-ctr", derived.subarray(0, 16), fromHex(iv));
	return new Uint8Array(Buffer.concat([decipher.update(sealed), decipher.final()]));
}

export { CallCounter, ChainRestAuthApi, MsgBroadcasterWithPk, MsgDeposit, MsgSend, Network, PrivateKey, PublicKey, RestClient, counter, decryptKeystore, encryptKeystore, formatUnits, getNetworkEndpoints, parseDenom, parseUnits };