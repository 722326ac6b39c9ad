import { z } from 'zod';
import type { AccountId } from './ids/accountId.ts';
import type { AssetId } from './ids/assetId.ts';
import type { ChainId } from './ids/chainId.ts';
import type { Hex } from './ids/hex.ts';
import {
  accountIdSchema,
  assetIdSchema,
  chainIdSchema,
  hash32Schema,
  millisSchema,
  textSchema,
  type UnitsText,
  unitsSchema,
} from './schema.ts';
import type { Instant } from './time.ts';

/** Where on a chain something happened. `index` orders effects inside a block; state-derived effects come after logs. */
export interface ChainPosition {
  readonly chain: ChainId;
  readonly block: number;
  readonly hash: Hex;
  readonly index: number;
  readonly tx?: Hex | undefined;
}

interface EffectCommon {
  /** Deterministic: the same observation always has the same id. */
  readonly id: string;
  readonly at: Instant;
  readonly position: ChainPosition;
  /** How it was seen: a log, a storage slot, a balance; one sentence each. */
  readonly evidence: readonly string[];
}

/** The implementation of a proxy changed. */
export interface UpgradeEffect extends EffectCommon {
  readonly kind: 'upgrade';
  readonly proxy: AccountId;
  readonly implementation: AccountId;
  readonly codeHash: Hex;
  readonly before?: Hex | undefined;
}
/** The runtime code at an address changed without an upgrade. */
export interface CodeEffect extends EffectCommon {
  readonly kind: 'code';
  readonly contract: AccountId;
  readonly codeHash: Hex;
  readonly before: Hex;
}
/** The EIP-1967 admin of a proxy, or the owner of a contract that has power over one, changed. */
export interface AdminEffect extends EffectCommon {
  readonly kind: 'admin';
  readonly contract: AccountId;
  readonly role: 'owner' | 'admin';
  readonly account: AccountId;
  readonly before?: AccountId | undefined;
}
/** An AccessControl role was granted or revoked. */
export interface RoleEffect extends EffectCommon {
  readonly kind: 'role';
  readonly contract: AccountId;
  readonly role: Hex;
  readonly account: AccountId;
  readonly change: 'grant' | 'revoke';
}
/** New units of an asset exist. `to` is `*` where only the supply shows it and no log does. */
export interface MintEffect extends EffectCommon {
  readonly kind: 'mint';
  readonly asset: AssetId;
  readonly to: AccountId | '*';
  readonly units: UnitsText;
}
/** Units of an asset ceased to exist. Needs no permit. */
export interface BurnEffect extends EffectCommon {
  readonly kind: 'burn';
  readonly asset: AssetId;
  readonly from: AccountId | '*';
  readonly units: UnitsText;
}
/** Value left a watched wallet. `to` is `*` where only the balance shows it. */
export interface OutflowEffect extends EffectCommon {
  readonly kind: 'outflow';
  readonly from: AccountId;
  readonly to: AccountId | '*';
  readonly asset: AssetId;
  readonly units: UnitsText;
}

/** One thing that happened, as a sensor reports it, with its evidence. */
export type Effect = UpgradeEffect | CodeEffect | AdminEffect | RoleEffect | MintEffect | BurnEffect | OutflowEffect;

export type EffectKind = Effect['kind'];

const common = {
  id: z.string().min(1).max(256),
  at: z.strictObject({ ms: millisSchema, source: z.enum(['block', 'log', 'clock']) }),
  position: z.strictObject({
    chain: chainIdSchema,
    block: z.int().min(0),
    hash: hash32Schema,
    index: z.int().min(0),
    tx: hash32Schema.optional(),
  }),
  evidence: z.array(textSchema).max(64),
};
const someone: z.ZodType<AccountId | '*'> = z.union([accountIdSchema, z.literal('*')]);

export const effectSchema: z.ZodType<Effect> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('upgrade'),
    proxy: accountIdSchema,
    implementation: accountIdSchema,
    codeHash: hash32Schema,
    before: hash32Schema.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('code'),
    contract: accountIdSchema,
    codeHash: hash32Schema,
    before: hash32Schema,
  }),
  z.strictObject({
    ...common,
    kind: z.literal('admin'),
    contract: accountIdSchema,
    role: z.enum(['owner', 'admin']),
    account: accountIdSchema,
    before: accountIdSchema.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('role'),
    contract: accountIdSchema,
    role: hash32Schema,
    account: accountIdSchema,
    change: z.enum(['grant', 'revoke']),
  }),
  z.strictObject({ ...common, kind: z.literal('mint'), asset: assetIdSchema, to: someone, units: unitsSchema }),
  z.strictObject({ ...common, kind: z.literal('burn'), asset: assetIdSchema, from: someone, units: unitsSchema }),
  z.strictObject({
    ...common,
    kind: z.literal('outflow'),
    from: accountIdSchema,
    to: someone,
    asset: assetIdSchema,
    units: unitsSchema,
  }),
]);

/** The account an effect happened to: the contract, the token or the wallet. */
export function subjectOf(effect: Effect): AccountId | AssetId {
  switch (effect.kind) {
    case 'upgrade':
      return effect.proxy;
    case 'code':
    case 'admin':
    case 'role':
      return effect.contract;
    case 'mint':
    case 'burn':
      return effect.asset;
    case 'outflow':
      return effect.from;
    default:
      return effect satisfies never;
  }
}
