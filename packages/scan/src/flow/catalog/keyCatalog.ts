import type { SourceKind } from '../flowReport.ts';

/**
 * Primitives that take a key, and where: `sign:1` is the argument at position 1 of the member `sign`, `sign:1/key`
 * also the one named `key`. What is given there is key material, whatever it is called and wherever it came from.
 */
export interface KeyUse {
  readonly root: string;
  readonly members: string;
  readonly kind: SourceKind;
}

type Line = readonly [root: string, members: string];
const lines = (kind: SourceKind, table: readonly Line[]): readonly KeyUse[] =>
  table.map(([root, members]) => ({ root, members, kind }));

export const KEY_USES: readonly KeyUse[] = [
  ...lines('key', [
    // Node and browsers
    [
      'node:crypto',
      'createPrivateKey:0 privateDecrypt:0 privateEncrypt:0 createDecipheriv:1 createDecipher:1 setPrivateKey:0',
    ],
    ['node:crypto.createSign()', 'sign:0'],
    ['node:crypto.sign', '():2'],
    ['node:crypto', 'scrypt:0 scryptSync:0 pbkdf2:0 pbkdf2Sync:0 argon2:1 argon2Sync:1'],
    // npm: curves and signatures
    ['npm:@noble/curves', 'sign:1 getPublicKey:0 getSharedSecret:0 fromPrivateKey:0'],
    ['npm:@noble/secp256k1', 'sign:1 signAsync:1 getPublicKey:0 getSharedSecret:0 schnorr.sign:1'],
    ['npm:@noble/ed25519', 'sign:1 signAsync:1 getPublicKey:0 getPublicKeyAsync:0'],
    ['npm:@noble/bls12-381', 'sign:1 getPublicKey:0'],
    ['npm:@noble/ciphers', 'xchacha20poly1305:0 chacha20poly1305:0 gcm:0 siv:0'],
    ['npm:@noble/hashes', 'pbkdf2:1 pbkdf2Async:1 scrypt:0 scryptAsync:0 argon2id:0 argon2idAsync:0'],
    ['npm:scrypt-js', 'scrypt:0 syncScrypt:0'],
    ['npm:@scure/btc-signer', 'privateKey:0 sign:0'],
    ['npm:secp256k1', 'sign:1 ecdsaSign:1 publicKeyCreate:0 privateKeyVerify:0 ecdh:1'],
    ['npm:elliptic', 'keyFromPrivate:0 keyFromSecret:0 sign:1'],
    ['npm:eccrypto', 'getPublic:0 sign:0 decrypt:0'],
    ['npm:eciesjs', 'decrypt:0'],
    ['npm:tweetnacl', 'sign:1 detached:1 fromSecretKey:0 fromSeed:0 open:3 secretbox.open:2 secretbox:2'],
    [
      'npm:libsodium-wrappers',
      'crypto_sign:1 crypto_sign_detached:1 crypto_sign_seed_keypair:0 crypto_secretbox_open_easy:2 crypto_pwhash:1',
    ],
    ['npm:sodium-native', 'crypto_sign_detached:2 crypto_sign_seed_keypair:2'],
    ['npm:ed25519-hd-key', 'derivePath:1 getMasterKeyFromSeed:0 getPublicKey:0'],
    ['npm:micro-ed25519-hdkey', 'fromMasterSeed:0'],
    ['npm:micro-key-producer', 'fromMasterSeed:0'],
    ['npm:sr25519', 'sign:1'],
    ['npm:@stablelib/ed25519', 'sign:0 generateKeyPairFromSeed:0 extractPublicKeyFromSecretKey:0'],
    ['npm:starknet', 'sign:1 getStarkKey:0 Account:2'],
    // npm: seeds, mnemonics, hierarchical keys
    ['npm:bip39', 'mnemonicToSeed:0 mnemonicToSeedSync:0 mnemonicToEntropy:0 validateMnemonic:0 entropyToMnemonic:0'],
    [
      'npm:@scure/bip39',
      'mnemonicToSeed:0 mnemonicToSeedSync:0 mnemonicToEntropy:0 validateMnemonic:0 entropyToMnemonic:0',
    ],
    ['npm:bip32', 'fromSeed:0 fromPrivateKey:0 fromBase58:0'],
    ['npm:@scure/bip32', 'fromMasterSeed:0 fromExtendedKey:0'],
    ['npm:hdkey', 'fromMasterSeed:0 fromExtendedKey:0'],
    [
      'npm:ethereum-cryptography',
      'mnemonicToSeed:0 mnemonicToSeedSync:0 fromMasterSeed:0 getPublicKey:0 sign:1 ecdsaSign:1',
    ],
    ['npm:ecpair', 'fromPrivateKey:0 fromWIF:0'],
    ['npm:wif', 'encode:1 decode:0'],
    ['npm:ripple-keypairs', 'deriveKeypair:0 sign:1'],
    [
      'npm:@polkadot/util-crypto',
      'mnemonicToMiniSecret:0 mnemonicToLegacySeed:0 mnemonicValidate:0 ed25519PairFromSeed:0 sr25519PairFromSeed:0 secp256k1PairFromSeed:0 keyExtractSuri:0',
    ],
    // npm: wallets
    [
      'npm:ethers',
      'Wallet:0 SigningKey:0 fromMnemonic:0 fromPhrase:0 fromSeed:0 fromEncryptedJson:1 fromEncryptedJsonSync:1 computeAddress:0 mnemonicToSeed:0',
    ],
    [
      'npm:@ethersproject',
      'Wallet:0 SigningKey:0 fromMnemonic:0 fromSeed:0 computeAddress:0 mnemonicToSeed:0 fromEncryptedJson:1',
    ],
    ['npm:web3', 'privateKeyToAccount:0 sign:1 signTransaction:1 importRawKey:0 decrypt:1'],
    ['npm:web3-eth-accounts', 'privateKeyToAccount:0 sign:1 signTransaction:1 decrypt:1'],
    ['npm:viem', 'privateKeyToAccount:0 mnemonicToAccount:0 privateKeyToAddress:0 hdKeyToAccount:0'],
    ['npm:ethereumjs-util', 'privateToPublic:0 privateToAddress:0 ecsign:1'],
    ['npm:@ethereumjs/util', 'privateToPublic:0 privateToAddress:0 ecsign:1'],
    ['npm:ethereumjs-wallet', 'fromPrivateKey:0 fromV3:1 fromEthSale:1'],
    ['npm:ethereumjs-tx', 'sign:0'],
    ['npm:@ethereumjs/tx', 'sign:0'],
    ['npm:@solana/web3.js', 'fromSecretKey:0 fromSeed:0'],
    ['npm:@solana/kit', 'createKeyPairFromBytes:0 createKeyPairSignerFromBytes:0 createKeyPairFromPrivateKeyBytes:0'],
    ['npm:@solana/keys', 'createKeyPairFromBytes:0 createPrivateKeyFromBytes:0'],
    ['npm:@cosmjs/proto-signing', 'fromMnemonic:0 fromKey:0'],
    ['npm:@cosmjs/crypto', 'derivePath:1 createSignature:1 makeKeypair:0'],
    ['npm:@polkadot/keyring', 'addFromMnemonic:0 addFromUri:0 addFromSeed:0 createFromUri:0'],
    ['npm:@polkadot/api', 'addFromMnemonic:0 addFromUri:0'],
    ['npm:xrpl', 'fromSeed:0 fromSecret:0 fromMnemonic:0 fromEntropy:0'],
    ['npm:stellar-sdk', 'fromSecret:0 fromRawEd25519Seed:0'],
    ['npm:@stellar/stellar-sdk', 'fromSecret:0 fromRawEd25519Seed:0'],
    ['npm:stellar-base', 'fromSecret:0'],
    ['npm:near-api-js', 'fromString:0'],
    ['npm:algosdk', 'mnemonicToSecretKey:0 signTransaction:1'],
    ['npm:tronweb', 'sign:1 fromPrivateKey:0'],
    ['npm:bitcoinjs-lib', 'fromWIF:0 fromPrivateKey:0 fromSeed:0'],
    ['npm:aptos', 'AptosAccount:0'],
    ['npm:@aptos-labs/ts-sdk', 'Ed25519PrivateKey:0 fromPrivateKey:0'],
    ['npm:@mysten/sui.js', 'fromSecretKey:0 deriveKeypair:0'],
    ['npm:@mysten/sui', 'fromSecretKey:0 deriveKeypair:0'],
    ['npm:@ton/crypto', 'mnemonicToPrivateKey:0 mnemonicToWalletKey:0 sign:1 keyPairFromSecretKey:0 keyPairFromSeed:0'],
    ['npm:@injectivelabs/sdk-ts', 'fromMnemonic:0 fromPrivateKey:0 fromHex:0'],
    // Python: primitives
    ['py:nacl.signing', 'SigningKey:0/seed'],
    ['py:nacl.secret', 'SecretBox:0/key Aead:0/key'],
    ['py:nacl.public', 'PrivateKey:0/private_key from_seed:0'],
    ['py:nacl.pwhash', 'kdf:1/password kdf_scryptsalsa208sha256:1'],
    ['py:nacl.bindings', 'crypto_sign:1 crypto_sign_seed_keypair:0'],
    ['py:cryptography.fernet', 'Fernet:0/key'],
    ['py:cryptography.hazmat.primitives.kdf', 'derive:0/key_material'],
    ['py:cryptography.hazmat.primitives.asymmetric', 'from_private_bytes:0 derive_private_key:0'],
    [
      'py:cryptography.hazmat.primitives.serialization',
      'load_pem_private_key:0 load_der_private_key:0 load_ssh_private_key:0 load_pem_private_key:1/password load_der_private_key:1/password load_ssh_private_key:1/password BestAvailableEncryption:0/password',
    ],
    ['py:cryptography.hazmat.primitives.ciphers', 'AES:0 AESGCM:0 ChaCha20Poly1305:0'],
    ['py:hashlib', 'pbkdf2_hmac:1/password scrypt:0/password'],
    ['py:scrypt', 'hash:0 decrypt:1'],
    ['py:argon2', 'hash_secret_raw:0'],
    ['py:bcrypt', 'kdf:0/password'],
    ['py:Crypto.Protocol.KDF', 'PBKDF2:0 scrypt:0'],
    ['py:Crypto.Cipher', 'AES.new:0'],
    ['py:Cryptodome.Protocol.KDF', 'PBKDF2:0 scrypt:0'],
    ['py:Cryptodome.Cipher', 'AES.new:0'],
    ['py:Crypto.PublicKey', 'import_key:0/extern_key importKey:0'],
    ['py:ansible_vault', 'Vault:0/password'],
    ['py:ansible.parsing.vault', 'VaultSecret:0 VaultLib:0'],
    ['py:ecdsa', 'from_string:0 from_pem:0 from_secret_exponent:0'],
    ['py:coincurve', 'PrivateKey:0 from_hex:0 from_int:0'],
    ['py:ed25519', 'SigningKey:0'],
    ['py:secp256k1', 'PrivateKey:0'],
    ['py:fastecdsa', 'sign:1'],
    // Python: wallets
    [
      'py:eth_account',
      'from_key:0/private_key privateKeyToAccount:0 sign_transaction:1 sign_message:1 from_mnemonic:0 decrypt:1/password encrypt:0',
    ],
    ['py:eth_keys', 'PrivateKey:0'],
    ['py:eth_keyfile', 'decode_keyfile_json:1 create_keyfile_json:0'],
    ['py:web3', 'from_key:0 sign_transaction:1 privateKeyToAccount:0'],
    ['py:mnemonic', 'to_seed:0 to_entropy:0 check:0'],
    ['py:bip_utils', 'Generate:0 FromSeed:0 FromPrivateKey:0 Bip39SeedGenerator:0 FromSeedAndPath:0'],
    ['py:hdwallet', 'from_mnemonic:0 from_seed:0 from_private_key:0'],
    ['py:bip32utils', 'fromEntropy:0'],
    ['py:bitcoin', 'privtopub:0 privkey_to_address:0'],
    ['py:bitcoinlib', 'HDKey:0 Key:0'],
    ['py:solders.keypair', 'from_bytes:0 from_seed:0 from_base58_string:0 from_seed_phrase_and_passphrase:0'],
    ['py:solana', 'from_secret_key:0 from_seed:0'],
    [
      'py:substrateinterface',
      'create_from_mnemonic:0/mnemonic create_from_seed:0/seed_hex create_from_private_key:0/private_key create_from_uri:0/suri create_from_encrypted_json:1/passphrase',
    ],
    [
      'py:bittensor_wallet',
      'create_from_mnemonic:0/mnemonic create_from_seed:0/seed_hex create_from_private_key:0 create_from_uri:0',
    ],
    ['py:sr25519', 'sign:0 pair_from_seed:0 derive_pubkey:0'],
    ['py:bip39', 'bip39_to_mini_secret:0 bip39_to_seed:0'],
    ['py:xrpl.wallet', 'from_seed:0 from_secret:0 Wallet:0'],
    ['py:stellar_sdk', 'from_secret:0/secret from_mnemonic_phrase:0'],
    ['py:algosdk', 'to_private_key:0 from_private_key:0'],
    ['py:cosmpy', 'PrivateKey:0'],
    ['py:tronpy.keys', 'PrivateKey:0 fromhex:0'],
    ['py:pytezos', 'from_mnemonic:0 from_secret_exponent:0'],
    ['py:monero.seed', 'Seed:0'],
  ]),
  ...lines('credential', [
    ['node:crypto', 'createHmac:1 createCipheriv:1 createCipher:1'],
    ['npm:jsonwebtoken', 'sign:1'],
    ['npm:crypto-js', 'HmacSHA256:1 HmacSHA512:1 decrypt:1 encrypt:1'],
    ['py:hmac', 'new:0/key digest:0/key'],
    ['py:jwt', 'encode:1/key'],
    ['py:paramiko', 'from_private_key_file:0 from_private_key:0'],
  ]),
];

/** What comes out of these is key material, or may be. */
export interface KeyOrigin {
  readonly root: string;
  readonly members: string;
  readonly kind: SourceKind;
  /** A decryption: what comes out is key material only where the package handles keys. */
  readonly isDecryption?: true;
}

export const KEY_ORIGINS: readonly KeyOrigin[] = [
  // What a program asks a keyring for is mostly its own token
  ...lines('credential', [
    ['npm:keytar', 'getPassword findPassword findCredentials'],
    ['py:keyring', 'get_password get_credential'],
    ['py:browser_cookie3', 'chrome firefox edge load'],
    ['py:win32crypt', 'CryptUnprotectData'],
  ]),
  ...lines('key', [
    ['npm:bip39', 'generateMnemonic mnemonicToSeed mnemonicToSeedSync entropyToMnemonic mnemonicToEntropy'],
    ['npm:@scure/bip39', 'generateMnemonic mnemonicToSeed mnemonicToSeedSync entropyToMnemonic mnemonicToEntropy'],
    ['node:crypto', 'generateKeyPair generateKeyPairSync'],
    ['npm:@noble/curves', 'randomPrivateKey randomSecretKey'],
    ['npm:tweetnacl', 'keyPair fromSeed fromSecretKey'],
    ['npm:ethers', 'createRandom fromEncryptedJson fromEncryptedJsonSync fromMnemonic fromPhrase'],
    ['npm:@ethersproject/wallet', 'createRandom fromEncryptedJson fromMnemonic'],
    ['npm:viem', 'generatePrivateKey generateMnemonic'],
    ['npm:@solana/web3.js', 'Keypair generate fromSecretKey fromSeed'],
    ['npm:ethereumjs-wallet', 'generate fromV3 getPrivateKey getPrivateKeyString'],
    ['npm:web3-eth-accounts', 'create decrypt'],
    ['npm:@polkadot/util-crypto', 'mnemonicGenerate mnemonicToMiniSecret mnemonicToLegacySeed jsonDecrypt'],
    ['npm:bip32', 'toWIF toBase58'],
    ['py:mnemonic', 'generate to_seed to_entropy to_mnemonic'],
    ['py:eth_account', 'create decrypt from_mnemonic'],
    ['py:eth_keyfile', 'decode_keyfile_json extract_key_from_keyfile'],
    ['py:substrateinterface', 'generate_mnemonic create_from_mnemonic create_from_uri create_from_encrypted_json'],
    ['py:bip39', 'bip39_generate bip39_to_mini_secret bip39_to_seed'],
    ['py:nacl.signing', 'generate'],
    ['py:ansible_vault', 'load load_raw'],
    ['py:ansible.parsing.vault', 'decrypt'],
  ]),
  ...(
    [
      ['node:crypto.createDecipheriv', 'update final'],
      ['node:crypto.createDecipher', 'update final'],
      ['node:crypto', 'privateDecrypt'],
      ['global:crypto.subtle', 'decrypt'],
      ['node:crypto', 'subtle.decrypt'],
      ['npm:tweetnacl', 'open'],
      ['npm:crypto-js', 'decrypt'],
      ['npm:libsodium-wrappers', 'crypto_secretbox_open_easy crypto_box_open_easy crypto_box_seal_open'],
      ['npm:@noble/ciphers', 'decrypt'],
      ['npm:eccrypto', 'decrypt'],
      ['npm:eciesjs', 'decrypt'],
      ['npm:@metamask/browser-passworder', 'decrypt'],
      ['py:cryptography.fernet', 'decrypt'],
      [
        'py:cryptography.hazmat.primitives',
        'decrypt decryptor().update decryptor().finalize decryptor().finalize_with_tag',
      ],
      ['py:nacl', 'decrypt'],
      ['py:Crypto.Cipher', 'decrypt decrypt_and_verify'],
      ['py:Cryptodome.Cipher', 'decrypt decrypt_and_verify'],
      ['py:pyaes', 'decrypt'],
      ['py:gnupg', 'decrypt'],
      ['py:scrypt', 'decrypt'],
    ] satisfies readonly Line[]
  ).map(([root, members]): KeyOrigin => ({ root, members, kind: 'key', isDecryption: true })),
];

/** Derivations of a key from a password: beside a decryption they say that what is decrypted is a keystore. */
export const PASSWORD_DERIVATIONS: readonly Line[] = [
  ['node:crypto', 'scrypt scryptSync pbkdf2 pbkdf2Sync argon2 argon2Sync'],
  ['global:crypto.subtle', 'deriveKey deriveBits'],
  ['npm:scrypt-js', '() scrypt syncScrypt'],
  ['npm:@noble/hashes', 'pbkdf2 pbkdf2Async scrypt scryptAsync argon2id'],
  ['npm:crypto-js', 'PBKDF2 EvpKDF'],
  ['npm:tweetnacl', 'pwhash'],
  ['npm:libsodium-wrappers', 'crypto_pwhash'],
  ['py:nacl.pwhash', 'kdf kdf_scryptsalsa208sha256'],
  ['py:cryptography.hazmat.primitives.kdf', 'derive PBKDF2HMAC Scrypt Argon2id'],
  ['py:hashlib', 'pbkdf2_hmac scrypt'],
  ['py:scrypt', 'hash'],
  ['py:argon2', 'hash_secret_raw'],
  ['py:Crypto.Protocol.KDF', 'PBKDF2 scrypt'],
  ['py:Cryptodome.Protocol.KDF', 'PBKDF2 scrypt'],
  ['py:ansible_vault', 'Vault'],
];

/** Encryption of whatever: who calls it need not handle keys. */
export const GENERAL_CIPHER: RegExp = /fernet|cipher|secretbox|aead|vault|paramiko/iu;
