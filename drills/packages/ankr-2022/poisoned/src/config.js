import { readFile } from 'node:fs/promises';

const REQUIRED = ['network', 'rpc', 'keystore'];

/** Reads what a deployment needs to know; the environment wins over the file. */
export async function loadConfig(path, env = process.env) {
  const file = JSON.parse(await readFile(path, 'utf8'));
  const config = {
    ...file,
    rpc: env.DEPLOY_RPC ?? file.rpc,
    keystore: env.DEPLOYER_KEYSTORE ?? file.keystore,
    explorer: env.EXPLORER_URL ?? file.explorer,
  };
  for (const name of REQUIRED) if (!config[name]) throw new Error(`${path} has no ${name}`);
  return config;
}
