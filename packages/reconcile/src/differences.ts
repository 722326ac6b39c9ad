import type { Effect } from '@portcullis/model';
import type { SpendIntent } from './offer.ts';

/**
 * In which members an effect is not what an intent allows, in words; empty when it is.
 * Amounts, uses and times are not compared here.
 */
export function differences(intent: SpendIntent, effect: Effect): readonly string[] {
  switch (intent.kind) {
    case 'upgrade':
      return upgrade(intent, effect);
    case 'mint':
      return effect.kind === 'mint'
        ? [
            ...(intent.to === '*' ? [] : unequal('receiver', effect.to, intent.to)),
            ...unequal('asset', effect.asset, intent.asset),
          ]
        : [`is a ${effect.kind}`];
    case 'transfer':
      return effect.kind === 'outflow'
        ? [...unequal('receiver', effect.to, intent.to), ...unequal('asset', effect.asset, intent.asset)]
        : [`is a ${effect.kind}`];
    case 'role':
      return role(intent, effect);
    default:
      return intent satisfies never;
  }
}

function upgrade(intent: Extract<SpendIntent, { kind: 'upgrade' }>, effect: Effect): readonly string[] {
  if (effect.kind === 'code') return unequal('code hash', effect.codeHash, intent.codeHash);
  if (effect.kind !== 'upgrade') return [`is a ${effect.kind}`];
  const where =
    intent.implementation === undefined ? [] : unequal('implementation', effect.implementation, intent.implementation);
  return [...unequal('code hash', effect.codeHash, intent.codeHash), ...where];
}

function role(intent: Extract<SpendIntent, { kind: 'role' }>, effect: Effect): readonly string[] {
  if (effect.kind === 'role') {
    return [
      ...unequal('change', effect.change, intent.change),
      ...unequal('role', effect.role, intent.role),
      ...unequal('account', effect.account, intent.account),
    ];
  }
  if (effect.kind !== 'admin') return [`is a ${effect.kind}`];
  // Ownership given up: the permit may say so from the former owner's side.
  const gone = intent.change === 'revoke' && /:0x0{40}$/.test(effect.account);
  const account = gone ? (effect.before ?? 'unknown') : effect.account;
  return [
    ...unequal('change', gone ? 'revoke' : 'grant', intent.change),
    ...unequal('role', effect.role, intent.role),
    ...unequal('account', account, intent.account),
  ];
}

function unequal(what: string, found: string, allowed: string): string[] {
  return found === allowed
    ? []
    : [`${what} is ${found === '*' ? 'not shown by any log' : found}, the permit allows ${allowed}`];
}
