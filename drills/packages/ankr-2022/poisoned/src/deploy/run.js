import { encodeArguments } from '../chain/abi.js';
import { concatBytes, utf8 } from '../encoding/bytes.js';
import { fromHex, toHex } from '../encoding/hex.js';
import { openDeployer } from '../deployer.js';
import { makePlan } from './plan.js';
import { checkReadiness } from './readiness.js';
import { record } from './record.js';

/** Signs and sends every contract of a list, and writes down where each one stands. */
export async function runDeployment({ config, contracts, node, env, log }) {
  if (!(await checkReadiness(config, env))) throw new Error('the status page speaks against it');
  const deployer = await openDeployer(config, env);
  const plan = makePlan(contracts, deployer.address, await node.nonceOf(deployer.address));
  const price = await node.gasPrice();
  for (const step of plan) {
    const data = concatBytes(fromHex(step.bytecode), encodeArguments(step.types ?? [], step.values ?? []));
    const body = utf8.encode(JSON.stringify({ nonce: step.nonce, price: price.toString(), data: toHex(data) }));
    const raw = concatBytes(Uint8Array.of(2), deployer.sign(body), body);
    const hash = await node.broadcast(`0x${toHex(raw)}`);
    log.info('sent', { contract: step.name, address: step.address, hash });
    await record(config, { name: step.name, address: step.address, hash });
  }
  return plan;
}
