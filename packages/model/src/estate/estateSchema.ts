import { z } from 'zod';
import { parseUnits } from '../amount.ts';
import { Fault } from '../fault.ts';
import { SEVERITIES } from '../finding.ts';
import { parseAccountId } from '../ids/accountId.ts';
import { parseAssetId } from '../ids/assetId.ts';
import { parseChainId } from '../ids/chainId.ts';
import { nameSchema } from '../schema.ts';
import { parseDuration } from './duration.ts';
import type {
  Chain,
  Client,
  Contract,
  Custodian,
  CustodianKey,
  GateSpec,
  Integrator,
  Playbook,
  Policy,
} from './estate.ts';

/** Reads what a person wrote into its one canonical form, or says what it should be. */
function written<T>(parse: (text: unknown) => T) {
  return z.unknown().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      context.addIssue({ code: 'custom', message: error.expected ?? error.message });
      return z.NEVER;
    }
  });
}

const account = written(parseAccountId);
const asset = written(parseAssetId);
const units = written((text) =>
  parseUnits(typeof text === 'number' && Number.isSafeInteger(text) ? String(text) : text).toString(),
);
const duration = z.unknown().transform((text, context) => {
  const ms = typeof text === 'string' ? parseDuration(text) : undefined;
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: 'a duration such as 450ms, 30s, 90m, 24h or 7d' });
  return z.NEVER;
});
/** A day counts from its first moment in UTC; as an end it counts to its last. */
function day(end: boolean) {
  return z.unknown().transform((text, context) => {
    const found = text instanceof Date ? text.toISOString() : String(text);
    const isDay = /^\d{4}-\d\d-\d\d$/.test(found);
    const ms = /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(found)
      ? Date.parse(isDay ? `${found}T00:00:00Z` : found)
      : Number.NaN;
    if (!Number.isNaN(ms)) return isDay && end ? ms + 86_400_000 : ms;
    context.addIssue({
      code: 'custom',
      message: 'a day such as 2027-12-31, or a UTC time such as 2027-12-31T18:00:00Z',
    });
    return z.NEVER;
  });
}
const publicKey = z
  .string()
  .regex(
    /^(ssh-|sk-ssh-|ecdsa-sha2-|sk-ecdsa-sha2-)[^\s]+ [A-Za-z0-9+/=]+( .*)?$/,
    'a public key in OpenSSH form, such as ssh-ed25519 AAAA…',
  );
const secret = z.union(
  [z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) })],
  {
    error: '{file: path} or {env: NAME}; a secret itself never stands in the estate file',
  },
);
const webUrl = z.url({ protocol: /^https?$/, error: 'an address that begins with https:// or http://' });
const rpcUrl = z.url({
  protocol: /^(wss?|https?)$/,
  error: 'an address that begins with wss://, ws://, https:// or http://',
});
const names = z.array(nameSchema);
const quorum = z.unknown().transform((text, context) => {
  const parts = typeof text === 'string' ? /^(all|[1-9][0-9]{0,2})(?: of ([A-Za-z0-9._-]+))?$/.exec(text) : null;
  if (parts !== null && (parts[1] === 'all' || parts[2] !== undefined)) {
    return { count: parts[1] === 'all' ? ('all' as const) : Number(parts[1]), group: parts[2] ?? 'all' };
  }
  context.addIssue({ code: 'custom', message: '"all", "all of GROUP" or "K of GROUP" with K at least 1' });
  return z.NEVER;
});

/** The file as written, checked member by member; `parseEstate` completes it to an `Estate`. */
export interface EstateFile {
  readonly estate: string;
  readonly custodians: readonly (Omit<Custodian, 'keys' | 'name' | 'from' | 'until'> & {
    readonly keys: readonly (string | (Pick<CustodianKey, 'key'> & Partial<CustodianKey>))[];
    readonly name?: string | undefined;
    readonly from?: number | undefined;
    readonly until?: number | undefined;
  })[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly policies: Readonly<Record<string, Omit<Policy, 'window'> & Partial<Pick<Policy, 'window'>>>>;
  readonly chains: Readonly<Record<string, Pick<Chain, 'id' | 'rpc'> & Partial<Pick<Chain, 'depth'>>>>;
  readonly contracts: readonly (Omit<Contract, 'admin' | 'supply' | 'interface'> &
    Partial<Pick<Contract, 'admin' | 'supply' | 'interface'>>)[];
  readonly gates: readonly (
    | Extract<GateSpec, { lever: 'hold' }>
    | (Omit<Extract<GateSpec, { lever: 'evm-pause' }>, 'targets'> & {
        readonly targets: readonly { readonly pauses: Contract['at']; readonly via?: Contract['at'] | undefined }[];
      })
  )[];
  readonly playbooks: readonly (Omit<Playbook, 'page' | 'tell' | 'of'> & {
    readonly of?: readonly string[] | undefined;
    readonly page: 'all' | readonly string[];
    readonly tell: 'all' | readonly string[];
  })[];
  readonly integrators: readonly Integrator[];
  readonly clients: readonly Client[];
  readonly listen: string;
}

/** The shape of `portcullis.yaml`; references between its parts are checked after it. */
export const estateFileSchema: z.ZodType<EstateFile> = z.strictObject({
  estate: z.string().min(1).max(120),
  custodians: z
    .array(
      z.strictObject({
        id: nameSchema,
        name: z.string().max(120).optional(),
        keys: z
          .array(
            z.union(
              [publicKey, z.strictObject({ key: publicKey, from: day(false).optional(), until: day(true).optional() })],
              { error: 'a public key in OpenSSH form, or {key, from, until}' },
            ),
          )
          .min(1)
          .max(16),
        reach: z
          .array(
            z.union(
              [z.strictObject({ webhook: webUrl, secret: secret.optional() }), z.strictObject({ ntfy: webUrl })],
              { error: '{webhook: address, secret: …} or {ntfy: address of the topic}' },
            ),
          )
          .max(16)
          .default([]),
        from: day(false).optional(),
        until: day(true).optional(),
        status: z.enum(['active', 'left']).default('active'),
      }),
    )
    .min(1)
    .max(256),
  groups: z.record(nameSchema, names.min(1)).default({}),
  policies: z.partialRecord(
    z.enum(['upgrade', 'mint', 'role', 'transfer', 'package', 'estate', 'raise', 'freeze']),
    z.strictObject({
      quorum,
      window: z
        .strictObject({
          rule: z.string().min(6).max(400),
          zone: z.string().min(1).max(64).default('UTC'),
          lasts: duration,
        })
        .optional(),
      delay: duration.default(0),
      expires: duration.default(72 * 3_600_000),
    }),
  ),
  chains: z
    .record(
      nameSchema,
      z.strictObject({
        id: written(parseChainId),
        rpc: z
          .array(
            z.union([rpcUrl, z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) })], {
              error: 'an address (wss://, ws://, https://, http://) or {env: NAME}',
            }),
          )
          .min(1)
          .max(8),
        depth: z.strictObject({ safe: z.int().min(0).max(100_000), final: z.int().min(0).max(100_000) }).optional(),
      }),
    )
    .default({}),
  contracts: z
    .array(
      z.strictObject({
        id: nameSchema,
        at: account,
        kind: z.enum(['proxy-token', 'token', 'proxy', 'contract', 'wallet']),
        admin: account.optional(),
        supply: z
          .strictObject({ backing: z.strictObject({ account, asset }), tolerance: units.default('0') })
          .optional(),
        interface: z
          .array(z.string().regex(/^[A-Za-z_$][\w$]*\([\w,()[\]]*\)$/, 'a function such as mint(address,uint256)'))
          .max(512)
          .optional(),
        assets: z.array(asset).max(64).default([]),
        free: units.default('0'),
      }),
    )
    .max(1024)
    .default([]),
  gates: z
    .array(
      z.discriminatedUnion('lever', [
        z.strictObject({
          id: nameSchema,
          lever: z.literal('evm-pause'),
          key: secret,
          targets: z
            .array(z.strictObject({ pauses: account, via: account.optional() }))
            .min(1)
            .max(16),
        }),
        z.strictObject({ id: nameSchema, lever: z.literal('hold') }),
      ]),
    )
    .max(256)
    .default([]),
  playbooks: z
    .array(
      z.strictObject({
        on: z
          .array(
            z
              .string()
              .regex(/^[a-z*][a-z0-9*-]*(\.[a-z*][a-z0-9*-]*)?$/, 'a rule such as upgrade.unpermitted or mint.*'),
          )
          .min(1),
        of: names.min(1).optional(),
        least: z.enum(SEVERITIES).default('info'),
        drop: names.default([]),
        page: z.union([z.literal('all'), names]).default([]),
        tell: z.union([z.literal('all'), names]).default([]),
      }),
    )
    .default([]),
  integrators: z.array(z.strictObject({ id: nameSchema, webhook: webUrl, secret })).default([]),
  clients: z
    .array(z.strictObject({ id: nameSchema, token: secret, may: z.array(z.enum(['gates', 'read'])).min(1) }))
    .default([]),
  listen: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$/, 'host:port, such as 127.0.0.1:8780')
    .default('127.0.0.1:8780'),
});
