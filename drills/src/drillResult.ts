/** How the thief of a drill acts. */
export const VARIANTS = ['historic', 'same-block', 'one-tx', 'pause-hijack', 'signed-upgrade', 'wrong-code'] as const;
export type Variant = (typeof VARIANTS)[number];

/** What was lost where: smallest units (18 decimals) as decimal text. */
export interface LossTable {
  /** What left the pairs by the thief's sales. */
  readonly pool: { readonly bnb: string; readonly usdc: string };
  /** Debt in the lending market that only tokens without a permit stand behind. */
  readonly market: { readonly hay: string };
  /** What the withdrawal desk paid for tokens without a permit. */
  readonly desk: { readonly bnb: string };
}

/** What a drill measured; `--json` prints it. Milliseconds count from the arrival of the block of the thief's upgrade at an onlooker. */
export interface DrillResult {
  readonly drill: 'ankr-2022';
  readonly variant: Variant;
  readonly seed: number;
  /** Seconds between blocks. */
  readonly block_time: number;
  /** Until the first finding about that block was durable and told; null when there was none. */
  readonly detect_ms: number | null;
  /** Until every gate that the playbook drops was proven down; null when one was not, or was not down when an onlooker read the contracts himself. */
  readonly halt_ms: number | null;
  /** Until the first page or notice was received. */
  readonly page_ms: number | null;
  /** BNB, to two places; dollars at 290 a BNB. With Portcullis. */
  readonly loss: number;
  /** The same without Portcullis. */
  readonly loss_without: number;
  /** Upgrades and mints without a permit that no finding named. */
  readonly missed: number;
  /** Findings about what was permitted or ordinary. */
  readonly false_alarms: number;
  readonly journal_verified: boolean;
  readonly losses: { readonly with: LossTable; readonly without: LossTable };
  /** The same for each gate. */
  readonly gates: Readonly<Record<string, number | null>>;
  /** The verdict on the thief's upgrade: absent, mismatched…; null when there was no finding. */
  readonly verdict: string | null;
  /** From the start of the process to a watch that is ready. */
  readonly ready_ms: number;
}
