import type { AccountId, AssetId, Intent } from '@portcullis/model';
import { roleKey, type SpendKind } from './demand.ts';

/** Intents that an effect can spend. */
export type SpendIntent = Extract<Intent, { kind: SpendKind }>;

/** Where the permit of an intent is kept. */
export interface Offer {
  readonly kind: SpendKind;
  readonly subject: AccountId | AssetId;
  readonly key: string;
}

/** Where to keep the permit of an intent; `undefined` for intents that no effect spends (package, estate, drop, raise). */
export function offerOf(intent: Intent): Offer | undefined {
  switch (intent.kind) {
    case 'upgrade':
      return { kind: 'upgrade', subject: intent.proxy, key: intent.codeHash };
    case 'mint':
      return { kind: 'mint', subject: intent.asset, key: intent.to };
    case 'role':
      return { kind: 'role', subject: intent.contract, key: roleKey(intent.role, intent.account, intent.change) };
    case 'transfer':
      return { kind: 'transfer', subject: intent.from, key: intent.to };
    case 'package':
    case 'estate':
    case 'drop':
    case 'raise':
      return undefined;
    default:
      return intent satisfies never;
  }
}

/** The most that may be spent in all; one upgrade or one grant counts 1. */
export function limitOf(intent: SpendIntent): bigint {
  return intent.kind === 'mint' || intent.kind === 'transfer' ? BigInt(intent.limit) : 1n;
}

/** How often it may be spent: an upgrade and a role once. */
export function usesOf(intent: SpendIntent): number {
  return intent.kind === 'mint' || intent.kind === 'transfer' ? intent.uses : 1;
}
