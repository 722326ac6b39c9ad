import { loadKeystore } from './keys/keystore.js';
import { fromHex } from './encoding/hex.js';
import { publicKeyFromPrivate, signSecp256k1 } from './crypto/secp256k1.js';
import { addressOf } from './chain/address.js';

/** The account that deploys: from DEPLOYER_KEY, or from a keystore and its password. */
export async function openDeployer(config, env = process.env) {
  const privateKey = env.DEPLOYER_KEY
    ? fromHex(env.DEPLOYER_KEY)
    : await loadKeystore(config.keystore, env.DEPLOYER_PASSWORD ?? '');
  return {
    address: addressOf(publicKeyFromPrivate(privateKey, false)),
    sign: (bytes) => signSecp256k1(bytes, privateKey),
  };
}
