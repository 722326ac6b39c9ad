import { createCipheriv, createDecipheriv, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { toHex, fromHex } from '../encoding/hex.js';
import { equalBytes } from '../encoding/bytes.js';

const SCRYPT = { N: 4096, r: 8, p: 1 };

function macOf(key, ciphertext) {
  return new Uint8Array(createHmac('sha256', key).update(ciphertext).digest());
}

/** Encrypts a secret under a password, in the manner of version 3 keystores. */
export function encryptKeystore(secret, password) {
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const derived = scryptSync(password, salt, 48, SCRYPT);
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv);
  const ciphertext = Buffer.concat([cipher.update(secret), cipher.final()]);
  return {
    version: 3,
    crypto: {
      cipher: 'aes-128-ctr',
      ciphertext: toHex(ciphertext),
      iv: toHex(iv),
      kdf: 'scrypt',
      kdfparams: { ...SCRYPT, salt: toHex(salt) },
      mac: toHex(macOf(derived.subarray(16), ciphertext)),
    },
  };
}

export function decryptKeystore(keystore, password) {
  const { ciphertext, iv, kdfparams, mac } = keystore.crypto;
  const { salt, ...scrypt } = kdfparams;
  const derived = scryptSync(password, fromHex(salt), 48, scrypt);
  const sealed = fromHex(ciphertext);
  if (!equalBytes(macOf(derived.subarray(16), sealed), fromHex(mac))) throw new Error('wrong password');
  const decipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), fromHex(iv));
  return new Uint8Array(Buffer.concat([decipher.update(sealed), decipher.final()]));
}

export async function saveKeystore(path, secret, password) {
  const keystore = encryptKeystore(secret, password);
  await writeFile(path, `${JSON.stringify(keystore, null, 2)}\n`, { mode: 0o600 });
}

export async function loadKeystore(path, password) {
  return decryptKeystore(JSON.parse(await readFile(path, 'utf8')), password);
}
