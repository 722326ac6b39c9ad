import type { Cause, Estate, Finding, Millis } from '@portcullis/model';

/** Where a gate is by the journal: the last proven place, and where it is on its way to. */
export type GatePlace = 'up' | 'dropping' | 'down' | 'raising';

/** A gate as the journal knows it. A gate that was never ordered is `up` since 0. */
export interface GateState {
  readonly gate: string;
  readonly state: GatePlace;
  /** Where the world was last read to be. */
  readonly settled: 'up' | 'down';
  /** Since when it is in `state`. */
  readonly since: Millis;
  /** Who moved it last, and by which order. */
  readonly by: Cause | undefined;
  readonly order: string | undefined;
  /** What the lever read in proof of `settled`. */
  readonly proof: readonly string[];
  /** The lever gave up dropping it: it is wanted down, and nobody has raised it since. */
  readonly stuck: boolean;
  /** The last failure since it was ordered to where it is not yet. */
  readonly failure: { readonly attempt: number; readonly why: string; readonly final: boolean } | undefined;
}

/** A gate shall move: the body of a `gate.ordered` entry. */
export interface Order {
  readonly order: string;
  readonly gate: string;
  readonly move: 'drop' | 'raise';
  readonly by: Cause;
}

/** An order that was neither carried out nor given up. */
export interface PendingOrder extends Order {
  /** Idempotency key of its entry. */
  readonly key: string;
  readonly at: Millis;
  /** Attempts that failed so far. */
  readonly attempts: number;
}

/** Who a notice goes to: one way of reaching a custodian, or an integrator. */
export type Recipient =
  | { readonly is: 'custodian'; readonly id: string; readonly reach: number }
  | { readonly is: 'integrator'; readonly id: string };

/** What a notice tells. */
export type NoticeEvent =
  | { readonly event: 'finding.raised'; readonly finding: string }
  | { readonly event: 'finding.retracted'; readonly finding: string; readonly why: string }
  | {
      readonly event: 'gate.moved';
      readonly gate: string;
      readonly order: string;
      readonly state: 'up' | 'down';
      readonly proof: readonly string[];
      readonly by: Cause;
    }
  | {
      readonly event: 'gate.failed';
      readonly gate: string;
      readonly order: string;
      readonly move: 'drop' | 'raise';
      readonly why: string;
      readonly by: Cause;
    };

/** A notice that was neither delivered nor given up. */
export interface PendingNotice {
  /** Deterministic; the idempotency key for the receiver. */
  readonly id: string;
  readonly to: Recipient;
  readonly what: NoticeEvent;
  readonly at: Millis;
  /** The entry it tells of: key, and place in the journal. */
  readonly key: string;
  readonly index: number;
  readonly attempts: number;
}

/** A finding as far as a response needs it. */
export interface KnownFinding {
  readonly finding: Finding;
  readonly key: string;
  /** Where in the journal it stands, for whoever wants the proof. */
  readonly index: number;
  readonly retracted: boolean;
}

/** What the response knows, folded from the journal's entries alone. */
export interface RespondState {
  /** The estate in force, as its entry says; `undefined` before the first. */
  readonly estate: Estate | undefined;
  /** Gates that were ever ordered. Read others through `gateOf`. */
  readonly gates: ReadonlyMap<string, GateState>;
  readonly findings: ReadonlyMap<string, KnownFinding>;
  /** In the order they were given. */
  readonly orders: ReadonlyMap<string, PendingOrder>;
  /** Every order ever given. */
  readonly ordered: ReadonlySet<string>;
  readonly notices: ReadonlyMap<string, PendingNotice>;
}

/** The state of a gate, ordered before or not. */
export function gateOf(state: Pick<RespondState, 'gates'>, gate: string): GateState {
  return (
    state.gates.get(gate) ?? {
      gate,
      state: 'up',
      settled: 'up',
      since: 0,
      by: undefined,
      order: undefined,
      proof: [],
      stuck: false,
      failure: undefined,
    }
  );
}

/**
 * What a service that pays out is told: `up` only where nobody has ordered the gate down
 * since it was last proven up. On the way is down, in both directions.
 */
export function answerOf(gate: GateState): 'up' | 'down' {
  return gate.state === 'up' ? 'up' : 'down';
}
