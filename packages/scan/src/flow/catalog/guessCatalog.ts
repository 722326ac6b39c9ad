/**
 * What somebody who knows when and where a program ran can guess: clocks, numbers of processes, generators that were not
 * made for secrets. Last members as in other catalogs; `()` is the root called, `=` the root itself as a value.
 */
export const GUESSES: readonly (readonly [root: string, members: string])[] = [
  ['global:Math', 'random'],
  ['global:Date', '() now'],
  ['global:performance', 'now timeOrigin'],
  ['node:perf_hooks', 'now timeOrigin'],
  ['global:process', 'hrtime hrtime.bigint uptime'],
  ['node:process', 'hrtime hrtime.bigint uptime'],
  ['global:process.pid', '='],
  ['global:process.ppid', '='],
  ['node:process.pid', '='],
  ['node:process.ppid', '='],
  ['global:performance.timeOrigin', '='],
  ['node:os', 'uptime loadavg freemem'],
  ['npm:lodash', 'random now uniqueId'],
  ['npm:seedrandom', '()'],
  ['npm:alea', '()'],
  ['npm:mersenne-twister', '()'],
  ['npm:random-js', 'integer real'],
  ['npm:chance', '()'],
  ['npm:nanoid/non-secure', 'nanoid customAlphabet'],
  ['npm:uuid', 'v1'],
  [
    'py:random',
    'random randint randrange getrandbits randbytes uniform gauss normalvariate triangular choice choices sample Random',
  ],
  ['py:time', 'time time_ns monotonic monotonic_ns perf_counter perf_counter_ns process_time process_time_ns'],
  ['py:datetime', 'now utcnow today'],
  ['py:os', 'getpid getppid times'],
  ['py:uuid', 'uuid1 getnode'],
  [
    'py:numpy.random',
    'rand randn randint random random_sample random_integers bytes choice integers default_rng RandomState Generator',
  ],
];

/** Where these stand that no other catalog speaks of: of their APIs two members are told apart, which is enough. */
export const GUESSING: RegExp =
  /^(?:global:(?:Math|Date|performance)|node:(?:perf_hooks|process|os)|npm:(?:lodash|seedrandom|alea|mersenne-twister|random-js|chance|nanoid|uuid)|py:(?:random|time|datetime|uuid|numpy))\b/u;

/** A clock that is given a time only converts it. */
export const CLOCK_WHEN_BARE = 'global:Date';
/** Picks one of what it is given: that is guessed where the others are known. */
export const PICKS: RegExp = /^py:(?:numpy\.)?random\.(?:choice|choices|sample)$/u;

/** Real randomness: whatever it is put together with cannot be guessed. */
export const STRONG: readonly (readonly [root: string, members: string])[] = [
  [
    'node:crypto',
    'randomBytes pseudoRandomBytes randomFill randomFillSync randomInt randomUUID getRandomValues generateKey generateKeySync generateKeyPair generateKeyPairSync generateKeys',
  ],
  ['global:crypto', 'getRandomValues randomUUID generateKey'],
  ['global:msCrypto', 'getRandomValues'],
  ['py:os', 'urandom getrandom'],
  ['py:secrets', '*'],
  ['py:random.SystemRandom', '*'],
  ['py:uuid', 'uuid4'],
  ['npm:randombytes', '*'],
  ['npm:uuid', 'v4'],
  ['npm:nanoid', '() nanoid'],
];
/** Of libraries of cryptography: what they make by themselves. */
export const STRONG_MEMBER: RegExp = /^(?:create_?)?(?:secure_?)?(?:random|generate|urandom)/iu;

/** Fills what it is given. */
export const FILLS: RegExp = /\.(?:getRandomValues|randomFill|randomFillSync|randombytes_buf)$/u;
/** Asks about the outside: what comes back is known to nobody who reads the package. */
export const ASKS: RegExp =
  /^(?:node:(?:fs|os|child_process|http|https|net|dns|tls)|py:(?:socket|subprocess|getpass|os)|global:(?:prompt|input|localStorage|sessionStorage))\b/u;

/**
 * Uses of keys that make none: what is given there is a password, the key of a cipher, or text that is looked at. Each by
 * its member, as in the catalog of uses.
 */
export const MAKES_NO_KEY: ReadonlySet<string> = new Set(
  (
    'privateDecrypt privateEncrypt createDecipheriv createDecipher scrypt scryptSync pbkdf2 pbkdf2Sync argon2 argon2Sync ' +
    'xchacha20poly1305 chacha20poly1305 gcm siv pbkdf2Async scryptAsync argon2id argon2idAsync syncScrypt privateKeyVerify ' +
    'decrypt open secretbox.open secretbox crypto_secretbox_open_easy crypto_pwhash validateMnemonic mnemonicToEntropy ' +
    'fromEncryptedJson fromEncryptedJsonSync fromV3 fromEthSale mnemonicValidate SecretBox Aead kdf kdf_scryptsalsa208sha256 ' +
    'Fernet derive load_pem_private_key load_der_private_key load_ssh_private_key BestAvailableEncryption AES AESGCM ' +
    'ChaCha20Poly1305 pbkdf2_hmac hash hash_secret_raw PBKDF2 AES.new Vault VaultSecret VaultLib encrypt decode_keyfile_json ' +
    'create_keyfile_json create_from_encrypted_json check to_entropy'
  ).split(' '),
);

/** Further places where a key is made: `to_mnemonic:0/data` is the argument at position 0, or the one named `data`. */
export const KEY_MAKINGS: readonly (readonly [root: string, members: string])[] = [
  ['npm:ethers', 'entropyToPhrase:0 fromEntropy:0 entropyToMnemonic:0'],
  ['npm:@ethersproject', 'entropyToMnemonic:0'],
  ['npm:ethereum-cryptography', 'entropyToMnemonic:0'],
  ['npm:@cosmjs/crypto', 'Bip39.encode:0'],
  ['py:mnemonic', 'to_mnemonic:0/data'],
  ['py:bip_utils', 'FromEntropy:0'],
  ['py:hdwallet', 'from_entropy:0/entropy'],
  ['py:bip39', 'encode_bytes:0'],
  ['py:xrpl.wallet', 'from_entropy:0/entropy'],
];

/**
 * Where randomness is taken of whoever calls, as it is or from a function that gives it or fills what it is given:
 * `genKeyPair:0.entropy` is what stands under a name in the argument at position 0. A number that was to be used once counts: who
 * guesses it has the key that was signed with.
 */
export const RANDOMNESS_TAKEN: readonly (readonly [root: string, members: string])[] = [
  ['npm:bip39', 'generateMnemonic:1'],
  ['npm:tweetnacl', 'setPRNG:0'],
  ['npm:ethers', 'randomBytes.register:0'],
  ['npm:elliptic', 'genKeyPair:0.entropy sign:2.k'],
  ['npm:secp256k1', 'sign:2.noncefn ecdsaSign:2.noncefn'],
  ['npm:@noble/secp256k1', 'sign:2.k'],
  ['npm:ecpair', 'makeRandom:0.rng'],
  ['npm:bitcoinjs-lib', 'makeRandom:0.rng'],
  ['py:ecdsa', 'generate:1/entropy sign_number:2/k sign:3/k sign_digest:3/k'],
  ['py:Crypto.PublicKey', 'generate:1/randfunc'],
];

/** What gives the runtime's own randomness: a function in its place decides every key that is made after it. */
export const RANDOM_MEMBERS: readonly (readonly [root: string, members: string])[] = [
  ['node:crypto', 'randomBytes randomFillSync getRandomValues webcrypto.getRandomValues'],
  ['global:crypto', 'getRandomValues'],
  ['py:os', 'urandom'],
  ['py:secrets', 'token_bytes token_hex randbits randbelow'],
];
