/** Hashes: they hide what goes in, and nothing that somebody can guess. */
export const HASHES: readonly (readonly [root: string, members: string])[] = [
  ['node:crypto.createHash', '*'],
  ['node:crypto.createHmac', '*'],
  ['node:crypto', 'hash'],
  ['global:crypto.subtle', 'digest'],
  ['npm:crypto-js', 'MD5 SHA1 SHA256 SHA512 SHA3 RIPEMD160 HmacMD5 HmacSHA1 HmacSHA256 HmacSHA512'],
  ['npm:create-hash', '*'],
  ['npm:create-hmac', '*'],
  ['npm:js-sha3', '*'],
  ['npm:js-sha256', '*'],
  ['npm:hash.js', '*'],
  ['npm:bcrypt', '*'],
  ['npm:bcryptjs', '*'],
  ['npm:argon2', 'hash'],
  ['py:hashlib', 'md5 sha1 sha224 sha256 sha384 sha512 sha3_256 sha3_512 blake2b blake2s new digest hexdigest update'],
  ['py:hmac', '*'],
  ['py:bcrypt', '*'],
  ['py:zlib', 'crc32 adler32'],
  ['py:cryptography.hazmat.primitives.hashes', '*'],
  ['py:cryptography.hazmat.primitives.hmac', '*'],
  ['py:Crypto.Hash', '*'],
  ['py:eth_hash', '*'],
  ['py:sha3', '*'],
];
/** Hashes of libraries of cryptography, by their names. */
export const HASHING_MEMBER: RegExp = /^(?:.*[hH]ash(?:es)?|keccak.*|sha\d.*|ripemd.*|digest|hexdigest)$/u;

/**
 * Where a secret ends: what comes out does not give it away. Known by where the function is imported from, never by a
 * local name, so that nobody can call a leak `sha256`.
 */
export const ENDS: readonly (readonly [root: string, members: string])[] = [
  [
    'node:crypto',
    'timingSafeEqual createSign createVerify sign verify createPublicKey randomBytes randomUUID getRandomValues',
  ],
  ['node:crypto.createSign', '*'],
  ['node:crypto.createVerify', '*'],
  ['global:crypto.subtle', 'sign verify'],
  ['npm:argon2', 'verify'],
  ['npm:jsonwebtoken', 'sign verify'],
  // The public point of a private scalar
  [
    'npm:@noble/curves',
    'ProjectivePoint.fromPrivateKey Point.fromPrivateKey ExtendedPoint.fromPrivateKey multiply multiplyUnsafe',
  ],
  ['npm:@noble/secp256k1', 'ProjectivePoint.fromPrivateKey Point.fromPrivateKey multiply'],
  ['npm:elliptic', 'mul getPublic'],
  ['py:jwt', 'encode'],
  // Questions, sizes and names, not contents
  ['global:Object', 'keys getOwnPropertyNames is hasOwn'],
  ['global:Array', 'isArray'],
  ['global:Number', 'isInteger isNaN isSafeInteger'],
  ['global:Buffer', 'isBuffer byteLength compare'],
  ['global:len', '()'],
  ['global:isinstance', '()'],
  ['global:issubclass', '()'],
  ['global:hasattr', '()'],
  ['global:callable', '()'],
  ['global:type', '()'],
  ['global:id', '()'],
  ['global:hash', '()'],
  ['global:bool', '()'],
  ['global:Boolean', '()'],
  ['global:isNaN', '()'],
  ['global:clearTimeout', '()'],
  ['global:console', '*'],
  ['global:print', '()'],
  ['node:assert', '*'],
  ['node:util', 'isDeepStrictEqual'],
  ['py:os.path', 'exists isfile isdir islink getsize'],
  ['node:fs', 'existsSync exists statSync stat mkdirSync unlinkSync accessSync access'],
  ['py:secrets', 'compare_digest token_hex token_bytes'],
];

/** Libraries of cryptography and wallets by the start of their import path: their members mean what they say. */
export const KEY_LIBRARIES: readonly string[] = (
  'npm:@noble/ npm:@scure/ npm:@stablelib/ npm:@ethersproject/ npm:@ethereumjs/ npm:@metamask/ npm:@ledgerhq/ ' +
  'npm:@trezor/ npm:@cosmjs/ npm:@polkadot/ npm:@solana/ npm:@stellar/ npm:@mysten/ npm:@aptos-labs/ npm:@ton/ ' +
  'npm:@injectivelabs/ npm:@near-js/ npm:@keplr-wallet/ npm:@terra-money/ npm:@harmony-js/ npm:@zondax/ npm:@chainsafe/ ' +
  'npm:@taquito/ npm:@tronweb3/ npm:@bitcoinerlab/ npm:@safe-global/ npm:@walletconnect/ npm:@toruslabs/ npm:@web3auth/ ' +
  'npm:ethers npm:web3 npm:web3- npm:viem npm:wagmi npm:ethereumjs- npm:ethereum-cryptography npm:eth-sig-util ' +
  'npm:eth-crypto npm:bitcoinjs- npm:bitcore- npm:ecpair npm:bip32 npm:bip39 npm:hdkey npm:wif npm:elliptic npm:secp256k1 ' +
  'npm:tiny-secp256k1 npm:tweetnacl npm:libsodium npm:sodium npm:ed25519 npm:eccrypto npm:eciesjs npm:xrpl npm:ripple ' +
  'npm:stellar npm:near-api-js npm:algosdk npm:tronweb npm:starknet npm:aptos npm:sr25519 npm:jose npm:node-forge ' +
  'npm:openpgp npm:sshpk npm:ssh2 npm:keccak npm:sha.js npm:jsrsasign npm:node-rsa npm:ox npm:micro-eth-signer npm:paulmillr npm:ethjs npm:@bitgo/ npm:@fireblocks/ npm:@dfinity/ npm:@cardano-sdk/ npm:@emurgo/ npm:@hashgraph/ ' +
  'py:cryptography py:nacl py:Crypto py:Cryptodome py:ecdsa py:coincurve py:secp256k1 py:ed25519 py:fastecdsa py:eth_account ' +
  'py:eth_keys py:eth_keyfile py:eth_utils py:web3 py:mnemonic py:bip_utils py:hdwallet py:bip32utils py:bitcoin py:bit ' +
  'py:solders py:solana py:substrateinterface py:bittensor_wallet py:sr25519 py:bip39 py:xrpl py:stellar_sdk py:algosdk ' +
  'py:cosmpy py:tronpy py:pytezos py:monero py:paramiko py:jwt py:jose py:pgpy py:OpenSSL py:btclib py:starknet_py py:near_api'
).split(' ');

/** Members of such libraries that give away nothing of the key: signatures, addresses, public halves, hashes. */
export const ENDING_MEMBER: RegExp =
  /^(_?sign(ed|ature)?([A-Z_].*)?|ecsign|ecdsa_?[sS]ign|detached|schnorr.*|verify.*|is[A-Z_].*|.*[pP]ublic_?[kK]eys?([A-Z_].*)?|.*_?[aA]ddress(es)?([A-Z_].*)?|to_?[aA]ddress|.*[hH]ash(es)?|keccak.*|sha\d.*|ripemd.*|digest|hexdigest|getPublic|verifying_key|verify_key|toVerifyingKey|ss58_address|send_?([tT]ransaction|[rR]aw.*)|fingerprint|crypto_sign(_detached)?|validate.*|check.*|compute_?[aA]ddress|privateTo(Public|Address)|privtopub|publicKeyCreate|public_key.*|crypto_type|length|byteLength)$/u;

/** Classes of such libraries whose objects are public: points of a curve, signatures, public keys. */
export const PUBLIC_CLASS_NAMES: string = String.raw`\w*Point|Signature\w*|\w*PublicKey\w*|\w*PubKey\w*|VerifyingKey|VerifyKey`;
export const PUBLIC_CLASS: RegExp = new RegExp(String.raw`(^|\.)(${PUBLIC_CLASS_NAMES})(\(\))?\.`, 'u');

/** Members that are public by every library's convention, where a whole key object is carried. */
export const PUBLIC_MEMBER: RegExp =
  /^(\w*[pP]ublic_?[kK]ey|\w*[pP]ub_?[kK]ey|\w*[aA]ddress|length|byteLength|size|verify_key|chainCode|fingerprint|name|__name__|__qualname__|__module__|__doc__|constructor|prototype)$/u;

/** Encryption: what comes out gives the key away to whoever can decrypt it. */
export const ENCRYPTION_NAMES =
  'encrypt|publicEncrypt|createCipheriv|createCipher|secretbox|seal|crypto_secretbox_easy|crypto_box_seal|encrypt_and_digest|encryptor';
export const ENCRYPTION: RegExp = new RegExp(
  String.raw`(^|\.)(${ENCRYPTION_NAMES}|Fernet\(\)\.encrypt)(\(\)(\..*)?)?$`,
  'u',
);
