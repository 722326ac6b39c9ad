import { z } from 'zod';
import { type Effect, effectSchema } from './effect.ts';
import { FINALITIES, type Finality, type Finding, findingSchema } from './finding.ts';
import type { ChainId } from './ids/chainId.ts';
import type { Digest } from './ids/digestId.ts';
import type { Hex } from './ids/hex.ts';
import { type Intent, intentSchema } from './intent.ts';
import { ModelFault } from './modelFault.ts';
import { chainIdSchema, digestSchema, hash32Schema, millisSchema, nameSchema, textSchema } from './schema.ts';
import type { Instant } from './time.ts';

/** Who moved a gate: a finding, or people through a signed intent. */
export type Cause = { readonly finding: string } | { readonly intent: Digest };

/** A block by number and hash. */
export interface BlockRef {
  readonly number: number;
  readonly hash: Hex;
}

/** What an entry says. `type` and `v` together name the shape of `body`. */
export type EntryBody =
  /** The estate file in force from here on. The first one founds the journal; later ones name the intent that allowed them. */
  | {
      readonly type: 'estate.adopted';
      readonly body: { readonly digest: Digest; readonly text: string; readonly intent: Digest | null };
    }
  | { readonly type: 'server.started'; readonly body: { readonly version: string } }
  | { readonly type: 'server.stopped'; readonly body: { readonly reason: string } }
  | { readonly type: 'intent.proposed'; readonly body: { readonly intent: Intent } }
  | {
      readonly type: 'signoff.given';
      readonly body: {
        readonly intent: Digest;
        readonly custodian: string;
        readonly key: string;
        readonly signature: string;
      };
    }
  | { readonly type: 'effect.observed'; readonly body: { readonly effect: Effect } }
  | { readonly type: 'effect.retracted'; readonly body: { readonly effect: string; readonly why: string } }
  | { readonly type: 'finding.raised'; readonly body: { readonly finding: Finding } }
  | {
      readonly type: 'finding.settled';
      readonly body: { readonly finding: string; readonly finality: Exclude<Finality, 'seen'> };
    }
  | { readonly type: 'finding.retracted'; readonly body: { readonly finding: string; readonly why: string } }
  /** A gate shall move. `order` is the idempotency key of everything done for it. */
  | {
      readonly type: 'gate.ordered';
      readonly body: {
        readonly order: string;
        readonly gate: string;
        readonly move: 'drop' | 'raise';
        readonly by: Cause;
      };
    }
  /** The world was read and shows the gate where it was ordered to be. */
  | {
      readonly type: 'gate.moved';
      readonly body: {
        readonly order: string;
        readonly gate: string;
        readonly state: 'down' | 'up';
        readonly proof: readonly string[];
      };
    }
  | {
      readonly type: 'gate.failed';
      readonly body: {
        readonly order: string;
        readonly gate: string;
        readonly attempt: number;
        readonly why: string;
        readonly final: boolean;
      };
    }
  /** A message to a person or an integrator was accepted by the other side. */
  | {
      readonly type: 'notice.delivered';
      readonly body: { readonly notice: string; readonly to: string; readonly attempt: number };
    }
  | {
      readonly type: 'notice.failed';
      readonly body: {
        readonly notice: string;
        readonly to: string;
        readonly attempt: number;
        readonly why: string;
        readonly final: boolean;
      };
    }
  /** Blocks `from` to `to` were read whole and every rule ran over them. Written now and then, and before a gap. */
  | {
      readonly type: 'sensor.covered';
      readonly body: { readonly chain: ChainId; readonly from: number; readonly to: BlockRef };
    }
  | {
      readonly type: 'sensor.gap';
      readonly body: { readonly chain: ChainId; readonly after: BlockRef | null; readonly why: string };
    }
  | { readonly type: 'sensor.resumed'; readonly body: { readonly chain: ChainId; readonly at: BlockRef } }
  | {
      readonly type: 'sensor.reorged';
      readonly body: { readonly chain: ChainId; readonly ancestor: BlockRef; readonly dropped: readonly BlockRef[] };
    };

export type EntryType = EntryBody['type'];

/** One line of the journal. All state is a fold over these. */
export type Entry = EntryBody & {
  readonly v: 1;
  readonly at: Instant;
  /** `custodian:alice`, `sensor:bsc`, `server`, `lever:pool-pause`. */
  readonly actor: string;
  /** Idempotency keys of the entries that this one follows from. */
  readonly causes: readonly string[];
  /** Idempotency key: a second entry with the same key is not appended. */
  readonly key: string;
};

/** An entry with its place in the journal, counted from 0. */
export interface Recorded {
  readonly index: number;
  readonly entry: Entry;
}

const blockRef: z.ZodType<BlockRef> = z.strictObject({ number: z.int().min(0), hash: hash32Schema });
const id: z.ZodType<string> = z.string().min(1).max(400);
const attempt: z.ZodType<number> = z.int().min(1);
const common = {
  v: z.literal(1),
  at: z.strictObject({ ms: millisSchema, source: z.enum(['block', 'log', 'clock']) }),
  actor: z.string().min(1).max(128),
  causes: z.array(id).max(1024),
  key: id,
};
function shape<Type extends EntryType, Body extends z.ZodType>(type: Type, body: Body) {
  return z.strictObject({ ...common, type: z.literal(type), body });
}

/** The schema of an entry of any type. */
export const entrySchema: z.ZodType<Entry> = z.discriminatedUnion('type', [
  shape(
    'estate.adopted',
    z.strictObject({ digest: digestSchema, text: z.string().max(1_000_000), intent: digestSchema.nullable() }),
  ),
  shape('server.started', z.strictObject({ version: z.string().max(64) })),
  shape('server.stopped', z.strictObject({ reason: textSchema })),
  shape('intent.proposed', z.strictObject({ intent: intentSchema })),
  shape(
    'signoff.given',
    z.strictObject({
      intent: digestSchema,
      custodian: nameSchema,
      key: z.string().max(128),
      signature: z.string().max(16_384),
    }),
  ),
  shape('effect.observed', z.strictObject({ effect: effectSchema })),
  shape('effect.retracted', z.strictObject({ effect: id, why: textSchema })),
  shape('finding.raised', z.strictObject({ finding: findingSchema })),
  shape('finding.settled', z.strictObject({ finding: id, finality: z.enum([FINALITIES[1], FINALITIES[2]]) })),
  shape('finding.retracted', z.strictObject({ finding: id, why: textSchema })),
  shape(
    'gate.ordered',
    z.strictObject({
      order: id,
      gate: nameSchema,
      move: z.enum(['drop', 'raise']),
      by: z.union([z.strictObject({ finding: id }), z.strictObject({ intent: digestSchema })]),
    }),
  ),
  shape(
    'gate.moved',
    z.strictObject({ order: id, gate: nameSchema, state: z.enum(['down', 'up']), proof: z.array(textSchema).max(64) }),
  ),
  shape('gate.failed', z.strictObject({ order: id, gate: nameSchema, attempt, why: textSchema, final: z.boolean() })),
  shape('notice.delivered', z.strictObject({ notice: id, to: nameSchema, attempt })),
  shape('notice.failed', z.strictObject({ notice: id, to: nameSchema, attempt, why: textSchema, final: z.boolean() })),
  shape('sensor.covered', z.strictObject({ chain: chainIdSchema, from: z.int().min(0), to: blockRef })),
  shape('sensor.gap', z.strictObject({ chain: chainIdSchema, after: blockRef.nullable(), why: textSchema })),
  shape('sensor.resumed', z.strictObject({ chain: chainIdSchema, at: blockRef })),
  shape(
    'sensor.reorged',
    z.strictObject({ chain: chainIdSchema, ancestor: blockRef, dropped: z.array(blockRef).max(10_000) }),
  ),
]) as unknown as z.ZodType<Entry>;

/** Checks that a value is an entry. Throws `bad-entry` with every fault found. */
export function parseEntry(value: unknown): Entry {
  const parsed = entrySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ModelFault('bad-entry', {
    message: 'This is not a journal entry that this version knows.',
    found: z.prettifyError(parsed.error),
    expected: 'an entry of a known type and version',
    remedy: 'A newer version may have written it: run that version, or restore the journal from its copy.',
  });
}
