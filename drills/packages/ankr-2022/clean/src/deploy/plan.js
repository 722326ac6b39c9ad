import { createAddress } from '../chain/address.js';

/** What will be deployed, in order, with the addresses that result. */
export function makePlan(contracts, deployer, nonce) {
  return contracts.map((contract, index) => ({
    ...contract,
    nonce: nonce + index,
    address: createAddress(deployer, nonce + index),
  }));
}

export function describePlan(plan) {
  return plan.map(({ name, address, nonce }) => `${String(nonce).padStart(5)}  ${name.padEnd(24)} ${address}`).join('\n');
}
