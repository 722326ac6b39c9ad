import { type AccountId, type AssetId, chainOfAccount, chainOfAsset, type Effect, subjectOf } from '@portcullis/model';

/** The four kinds of permit that an effect can spend. */
export type SpendKind = 'upgrade' | 'mint' | 'role' | 'transfer';

/** The permit an effect needs: found under its subject by one of the keys. */
export interface Demand {
  readonly kind: SpendKind;
  readonly subject: AccountId | AssetId;
  /** Empty where no permit can exist. */
  readonly keys: readonly string[];
  readonly units: bigint;
}

const NOBODY = /:0x0{40}$/;

/**
 * What permit an effect needs; `undefined` when it needs none: value that is destroyed, and
 * moves of nothing (anybody can make a token say that 0 units left a wallet).
 */
export function demandOf(effect: Effect): Demand | undefined {
  const demand = shapeOf(effect);
  if (demand === undefined || demand.units === 0n) return undefined;
  const chain =
    'asset' in effect && demand.kind === 'mint'
      ? chainOfAsset(effect.asset)
      : chainOfAccount(demand.subject as AccountId);
  // No permit for a thing on one chain is spent by a report from another.
  return chain === effect.position.chain ? demand : { ...demand, keys: [] };
}

function shapeOf(effect: Effect): Demand | undefined {
  const subject = subjectOf(effect);
  switch (effect.kind) {
    case 'upgrade':
    case 'code':
      return { kind: 'upgrade', subject, keys: [effect.codeHash], units: 1n };
    case 'admin':
      return { kind: 'role', subject, keys: adminKeys(effect), units: 1n };
    case 'role':
      return { kind: 'role', subject, keys: [roleKey(effect.role, effect.account, effect.change)], units: 1n };
    case 'mint':
      return { kind: 'mint', subject, keys: effect.to === '*' ? ['*'] : [effect.to, '*'], units: BigInt(effect.units) };
    case 'outflow':
      // Where only the balance shows it, nobody knows who received it, and no permit names nobody.
      return { kind: 'transfer', subject, keys: effect.to === '*' ? [] : [effect.to], units: BigInt(effect.units) };
    case 'burn':
      return undefined;
    default:
      return effect satisfies never;
  }
}

/** The key of a role intent or of the effect that spends it. */
export function roleKey(role: string, account: AccountId, change: 'grant' | 'revoke'): string {
  return `${change} ${role} ${account}`;
}

/** A new owner is a grant to it; giving ownership up is also a revoke from the former owner. */
function adminKeys(effect: Extract<Effect, { kind: 'admin' }>): string[] {
  const grant = roleKey(effect.role, effect.account, 'grant');
  if (effect.before === undefined || !NOBODY.test(effect.account)) return [grant];
  return [grant, roleKey(effect.role, effect.before, 'revoke')];
}
