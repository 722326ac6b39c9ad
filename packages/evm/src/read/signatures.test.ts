import { expect, it } from 'vitest';
import { keccakOf } from '@portcullis/model';
import { SELECTOR, SLOT, TOPIC } from './signatures.ts';
import { EMPTY_CODE_HASH } from './words.ts';

it('every topic, slot and selector is the hash of its text', () => {
  const text = {
    transfer: 'Transfer(address,address,uint256)',
    upgraded: 'Upgraded(address)',
    beaconUpgraded: 'BeaconUpgraded(address)',
    adminChanged: 'AdminChanged(address,address)',
    ownershipTransferred: 'OwnershipTransferred(address,address)',
    roleGranted: 'RoleGranted(bytes32,address,address)',
    roleRevoked: 'RoleRevoked(bytes32,address,address)',
  };
  for (const [name, topic] of Object.entries(TOPIC)) expect(keccakOf(text[name as keyof typeof text])).toBe(topic);
  for (const [name, slot] of Object.entries(SLOT))
    expect(BigInt(keccakOf(`eip1967.proxy.${name}`)) - 1n).toBe(BigInt(slot));
  for (const [name, selector] of Object.entries(SELECTOR))
    expect(keccakOf(`${name}(${name === 'balanceOf' ? 'address' : ''})`).slice(0, 10)).toBe(selector);
  expect(keccakOf(new Uint8Array())).toBe(EMPTY_CODE_HASH);
});
