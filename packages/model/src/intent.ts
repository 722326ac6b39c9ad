import { z } from 'zod';
import { canonicalJson } from './canonical.ts';
import { digestOf } from './digest.ts';
import type { AccountId } from './ids/accountId.ts';
import type { AssetId } from './ids/assetId.ts';
import type { Digest } from './ids/digestId.ts';
import type { Hex } from './ids/hex.ts';
import type { Purl } from './ids/purl.ts';
import { ModelFault } from './modelFault.ts';
import {
  accountIdSchema,
  assetIdSchema,
  digestSchema,
  hash32Schema,
  millisSchema,
  nameSchema,
  purlSchema,
  textSchema,
  type UnitsText,
  unitsSchema,
} from './schema.ts';
import type { Millis } from './time.ts';

/** What every intent says besides the change itself. */
interface IntentCommon {
  readonly v: 1;
  /** Digest of the estate text in force: fixes who may sign and under which policy. */
  readonly estate: Digest;
  /** Makes two otherwise equal intents different; 16 or more random characters. */
  readonly nonce: string;
  /** Custodian who proposes; never approves alone. */
  readonly proposer: string;
  readonly created: Millis;
  /** After this moment neither a sign-off nor a spend counts. */
  readonly expires: Millis;
  /** Why, for those who sign. */
  readonly note?: string | undefined;
}

/** The code behind a proxy changes to runtime code with exactly this hash (EIP-1052, `EXTCODEHASH`). */
export interface UpgradeIntent extends IntentCommon {
  readonly kind: 'upgrade';
  readonly proxy: AccountId;
  readonly codeHash: Hex;
  /** Address of the implementation, when it is deployed already. */
  readonly implementation?: AccountId | undefined;
}

/** Up to `limit` of an asset is minted to an account (`*`: to anyone), in at most `uses` mints. */
export interface MintIntent extends IntentCommon {
  readonly kind: 'mint';
  readonly asset: AssetId;
  readonly to: AccountId | '*';
  readonly limit: UnitsText;
  readonly uses: number;
}

/**
 * An account is given or loses power over a contract. `role` is `owner` (EIP-173),
 * `admin` (EIP-1967 admin slot) or the 32-byte id of an AccessControl role.
 */
export interface RoleIntent extends IntentCommon {
  readonly kind: 'role';
  readonly contract: AccountId;
  readonly role: 'owner' | 'admin' | Hex;
  readonly account: AccountId;
  readonly change: 'grant' | 'revoke';
}

/** Up to `limit` of an asset leaves a wallet for one account, in at most `uses` transfers. */
export interface TransferIntent extends IntentCommon {
  readonly kind: 'transfer';
  readonly from: AccountId;
  readonly to: AccountId;
  readonly asset: AssetId;
  readonly limit: UnitsText;
  readonly uses: number;
}

/**
 * One version of a package may be used although the judge holds it: these very bytes, for these findings and
 * no others. It ends with the intent; what comes later is signed again.
 */
export interface PackageIntent extends IntentCommon {
  readonly kind: 'package';
  /** With its version. */
  readonly package: Purl;
  /** Of the archive's bytes. */
  readonly artifact: Digest;
  /** Names of the rules whose findings the signers saw, sorted. */
  readonly rules: readonly string[];
}

/** The estate file changes to the text with digest `to`. */
export interface EstateIntent extends IntentCommon {
  readonly kind: 'estate';
  readonly to: Digest;
}

/** A gate is moved by people: `drop` under the policy `freeze`, `raise` under the policy `raise`. */
export interface GateIntent extends IntentCommon {
  readonly kind: 'drop' | 'raise';
  readonly gate: string;
}

/** A proposed change, in canonical JSON, with the digests of everything it changes. */
export type Intent =
  | UpgradeIntent
  | MintIntent
  | RoleIntent
  | TransferIntent
  | PackageIntent
  | EstateIntent
  | GateIntent;

export type IntentKind = Intent['kind'];

/** The name of the policy in the estate that governs an intent. */
export function policyNameOf(kind: IntentKind): string {
  return kind === 'drop' ? 'freeze' : kind;
}

const common = {
  v: z.literal(1),
  estate: digestSchema,
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, '16 to 64 letters, digits, "_" or "-"'),
  proposer: nameSchema,
  created: millisSchema,
  expires: millisSchema,
  note: textSchema.optional(),
};
/** A rule of a finding. */
const RULE_NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const uses: z.ZodType<number> = z.int().min(1).max(1_000_000);

/** The schema of an intent; unknown members are refused, because they would be signed unseen. */
export const intentSchema: z.ZodType<Intent> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...common,
      kind: z.literal('upgrade'),
      proxy: accountIdSchema,
      codeHash: hash32Schema,
      implementation: accountIdSchema.optional(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('mint'),
      asset: assetIdSchema,
      to: z.union([accountIdSchema, z.literal('*')]),
      limit: unitsSchema,
      uses,
    }),
    z.strictObject({
      ...common,
      kind: z.literal('role'),
      contract: accountIdSchema,
      role: z.union([z.enum(['owner', 'admin']), hash32Schema]),
      account: accountIdSchema,
      change: z.enum(['grant', 'revoke']),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('transfer'),
      from: accountIdSchema,
      to: accountIdSchema,
      asset: assetIdSchema,
      limit: unitsSchema,
      uses,
    }),
    z.strictObject({
      ...common,
      kind: z.literal('package'),
      package: purlSchema.refine((purl) => /[^/]@[^/]+$/.test(purl), {
        error: 'name the version: pkg:type/name@version',
      }),
      artifact: digestSchema,
      rules: z
        .array(z.string().regex(RULE_NAME, 'a rule such as flow.key-to-network'))
        .min(1)
        .max(64)
        .refine((rules) => rules.every((rule, at) => at === 0 || (rules[at - 1] ?? '') < rule), {
          error: 'sorted, each once',
        }),
    }),
    z.strictObject({ ...common, kind: z.literal('estate'), to: digestSchema }),
    z.strictObject({ ...common, kind: z.enum(['drop', 'raise']), gate: nameSchema }),
  ])
  .refine((intent) => intent.expires > intent.created, {
    error: 'expires must be later than created',
    path: ['expires'],
  });

/** Checks that a value is an intent. Throws `bad-intent` with every fault found. */
export function parseIntent(value: unknown): Intent {
  const parsed = intentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ModelFault('bad-intent', {
    message: 'This is not an intent.',
    found: z.prettifyError(parsed.error),
    expected:
      'an object of kind upgrade, mint, role, transfer, package, estate, drop or raise with just the members of that kind',
    remedy: 'Make it with `portcullis propose`.',
  });
}

/** The exact bytes a custodian signs, as text: the intent's canonical JSON. */
export function intentText(intent: Intent): string {
  return canonicalJson(intent);
}

/** What an intent is called everywhere: the SHA-256 of its canonical JSON. */
export function intentId(intent: Intent): Digest {
  return digestOf(intentText(intent));
}

/** The SSHSIG namespace of sign-offs, so that a signature made for anything else does not count. */
export const INTENT_NAMESPACE = 'portcullis-intent-v1';
