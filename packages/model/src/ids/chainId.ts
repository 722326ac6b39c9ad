import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** A chain by CAIP-2: `namespace:reference`, such as `eip155:56`. */
export type ChainId = Branded<'ChainId'>;

const SHAPE = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/;

/** Reads a CAIP-2 chain id; an `eip155` reference must be a decimal number without leading zeros. Throws `bad-id`. */
export function parseChainId(text: unknown): ChainId {
  if (typeof text !== 'string' || !SHAPE.test(text)) throw badId('a chain id', text, 'CAIP-2, such as eip155:56');
  if (text.startsWith('eip155:') && !/^eip155:(0|[1-9][0-9]*)$/.test(text)) {
    throw badId('an EVM chain id', text, 'eip155: and a decimal number, such as eip155:56');
  }
  return text as ChainId;
}

/** The number of an `eip155` chain. Throws `bad-id` for a chain of another namespace. */
export function eip155Number(chain: ChainId): number {
  if (!chain.startsWith('eip155:')) throw badId('an EVM chain', chain, 'eip155:…');
  return Number(chain.slice('eip155:'.length));
}
