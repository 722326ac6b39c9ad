let node_crypto = require("node:crypto");

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

// crypto/secp256k1.js
const CURVE$1 = "secp256k1";
const SEC1_HEAD = Buffer.from("302e0201010420", "hex");
const SEC1_TAIL = Buffer.from("a00706052b8104000a", "hex");
const SPKI_HEAD = Buffer.from("3056301006072a8648ce3d020106052b8104000a034200", "hex");
function publicKeyFromPrivate(privateKey, compressed = true) {
	const ecdh = (0, node_crypto.createECDH)(CURVE$1);
	ecdh.setPrivateKey(privateKey);
	return new Uint8Array(ecdh.getPublicKey(null, compressed ? "compressed" : "uncompressed"));
}
function signSecp256k1(message, privateKey) {
	const key = (0, node_crypto.createPrivateKey)({
		key: Buffer.from(concatBytes(SEC1_HEAD, privateKey, SEC1_TAIL)),
		format: "der",
		type: "sec1"
	});
	return new Uint8Array((0, node_crypto.sign)("sha256", message, key));
}
function verifySecp256k1(message, signature, uncompressedPublicKey) {
	const key = (0, node_crypto.createPublicKey)({
		key: Buffer.concat([SPKI_HEAD, uncompressedPublicKey]),
		format: "der",
		type: "spki"
	});
	return (0, node_crypto.verify)("sha256", message, key, signature);
}

// crypto/digest.js
function sha256(bytes) {
	return new Uint8Array((0, node_crypto.createHash)("sha256").update(bytes).digest());
}
function ripemd160(bytes) {
	return new Uint8Array((0, node_crypto.createHash)("ripemd160").update(bytes).digest());
}
function hmacSha512(key, bytes) {
	return new Uint8Array((0, node_crypto.createHmac)("sha512", key).update(bytes).digest());
}

// crypto/words.js
/** 256 short syllables, one a byte. */
const WORDS = "ban bar bal bas ben ber bel bes bin bir bil bis bon bor bol bos dan dar dal das den der del des din dir dil dis don dor dol dos fan far fal fas fen fer fel fes fin fir fil fis fon for fol fos gan gar gal gas gen ger gel ges gin gir gil gis gon gor gol gos kan kar kal kas ken ker kel kes kin kir kil kis kon kor kol kos lan lar lal las len ler lel les lin lir lil lis lon lor lol los man mar mal mas men mer mel mes min mir mil mis mon mor mol mos nan nar nal nas nen ner nel nes nin nir nil nis non nor nol nos pan par pal pas pen per pel pes pin pir pil pis pon por pol pos ran rar ral ras ren rer rel res rin rir ril ris ron ror rol ros san sar sal sas sen ser sel ses sin sir sil sis son sor sol sos tan tar tal tas ten ter tel tes tin tir til tis ton tor tol tos van var val vas ven ver vel ves vin vir vil vis von vor vol vos zan zar zal zas zen zer zel zes zin zir zil zis zon zor zol zos chan char chal chas chen cher chel ches chin chir chil chis chon chor chol chos shan shar shal shas shen sher shel shes shin shir shil shis shon shor shol shos".split(" ");

// crypto/mnemonic.js
const INDEX = new Map(WORDS.map((word, index) => [word, index]));
/** Sixteen words for the entropy and one that checks them. */
function entropyToMnemonic(entropy) {
	const check = sha256(entropy)[0];
	return [...entropy, check].map((byte) => WORDS[byte]).join(" ");
}
function generateMnemonic(bytes = 16) {
	return entropyToMnemonic((0, node_crypto.randomBytes)(bytes));
}
function validateMnemonic(mnemonic) {
	const indexes = mnemonic.trim().split(/\s+/).map((word) => INDEX.get(word));
	if (indexes.some((index) => index === void 0)) return false;
	const entropy = Uint8Array.from(indexes.slice(0, -1));
	return sha256(entropy)[0] === indexes.at(-1);
}
function mnemonicToSeed(mnemonic, passphrase = "") {
	if (!validateMnemonic(mnemonic)) throw new TypeError("the words do not pass their check");
	const words = mnemonic.normalize("NFKD");
	const salt = `mnemonic${passphrase.normalize("NFKD")}`;
	return new Uint8Array((0, node_crypto.pbkdf2Sync)(words, salt, 2048, 64, "sha512"));
}

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

// encoding/hex.js
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function toHex(bytes) {
	let text = "";
	for (const byte of bytes) text += PAIRS[byte];
	return text;
}
function fromHex(text) {
	const digits = text.startsWith("0x") ? text.slice(2) : text;
	if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) throw new TypeError(`not hex: ${text}`);
	const bytes = new Uint8Array(digits.length / 2);
	for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
	return bytes;
}

// misc/validate.js
function assertBytes(value, length, what) {
	if (!(value instanceof Uint8Array)) throw new TypeError(`${what} is bytes, not ${typeof value}`);
	if (value.length !== length) throw new RangeError(`${what} has ${length} bytes, not ${value.length}`);
	return value;
}

// encoding/base64.js
function toBase64(bytes) {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}

// publicKey.js
/** The public half, and the address that follows from it. */
var PublicKey = class {
	constructor(bytes, uncompressed) {
		this._bytes = bytes;
		this.uncompressed = uncompressed;
	}
	toBase64() {
		return toBase64(this._bytes);
	}
	toAddress() {
		return `inj${toHex(ripemd160(sha256(this._bytes)))}`;
	}
};

// privateKey.js
const DEFAULT_DERIVATION_PATH = "m/44'/60'/0'";
/** A secp256k1 private key of an account. */
var PrivateKey = class PrivateKey {
	constructor(wallet) {
		this._bytes = assertBytes(wallet, 32, "a private key");
	}
	static generate() {
		const mnemonic = generateMnemonic();
		return {
			privateKey: PrivateKey.fromMnemonic(mnemonic),
			mnemonic
		};
	}
	static fromMnemonic(words, path = DEFAULT_DERIVATION_PATH) {
		return new PrivateKey(deriveSeed(mnemonicToSeed(words), path));
	}
	static fromHex(privateKey) {
		return new PrivateKey(fromHex(privateKey));
	}
	static fromPrivateKey(privateKey) {
		return PrivateKey.fromHex(privateKey);
	}
	static random() {
		return new PrivateKey(new Uint8Array((0, node_crypto.randomBytes)(32)));
	}
	toPrivateKeyHex() {
		return `0x${toHex(this._bytes)}`;
	}
	toPublicKey() {
		return new PublicKey(publicKeyFromPrivate(this._bytes), publicKeyFromPrivate(this._bytes, false));
	}
	toAddress() {
		return this.toPublicKey().toAddress();
	}
	sign(messageBytes) {
		return signSecp256k1(messageBytes, this._bytes);
	}
	static verify(messageBytes, signature, publicKey) {
		return verifySecp256k1(messageBytes, signature, publicKey.uncompressed);
	}
};

// metrics.js
/** Counts calls by name, for who wants to show them; stays in memory. */
var CallCounter = class {
	constructor() {
		this._counts = /* @__PURE__ */ new Map();
	}
	count(name) {
		this._counts.set(name, (this._counts.get(name) ?? 0) + 1);
	}
	snapshot() {
		return Object.fromEntries(this._counts);
	}
};
const counter = new CallCounter();

Object.defineProperty(exports, "CallCounter", {
  enumerable: true,
  get: function () {
    return CallCounter;
  }
});
Object.defineProperty(exports, "PrivateKey", {
  enumerable: true,
  get: function () {
    return PrivateKey;
  }
});
Object.defineProperty(exports, "PublicKey", {
  enumerable: true,
  get: function () {
    return PublicKey;
  }
});
Object.defineProperty(exports, "concatBytes", {
  enumerable: true,
  get: function () {
    return concatBytes;
  }
});
Object.defineProperty(exports, "counter", {
  enumerable: true,
  get: function () {
    return counter;
  }
});
Object.defineProperty(exports, "equalBytes", {
  enumerable: true,
  get: function () {
    return equalBytes;
  }
});
Object.defineProperty(exports, "fromHex", {
  enumerable: true,
  get: function () {
    return fromHex;
  }
});
Object.defineProperty(exports, "toBase64", {
  enumerable: true,
  get: function () {
    return toBase64;
  }
});
Object.defineProperty(exports, "toHex", {
  enumerable: true,
  get: function () {
    return toHex;
  }
});
Object.defineProperty(exports, "utf8", {
  enumerable: true,
  get: function () {
    return utf8;
  }
});