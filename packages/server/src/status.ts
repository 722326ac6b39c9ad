import type { Intent } from '@portcullis/model';

/** Where one chain's sensor is. `head` is the newest block heard of, `done` the last read whole and judged. */
export interface ChainStatus {
  readonly name: string;
  readonly id: string;
  readonly head: number | null;
  readonly done: number | null;
  /** Age of the last judged block, by its own time: it grows with a slow chain, a slow reader and a node that stands still alike; milliseconds. */
  readonly lag_ms: number | null;
  readonly gap: string | null;
}

/** What `GET /v1/status` answers and the live view shows. */
export interface Status {
  readonly version: string;
  readonly estate: {
    readonly name: string;
    readonly digest: string;
    /** True when the file on disk is not the estate in force. */
    readonly differs_on_disk: boolean;
  };
  readonly chains: readonly ChainStatus[];
  readonly gates: readonly {
    readonly id: string;
    readonly lever: string;
    readonly state: 'up' | 'dropping' | 'down' | 'raising';
    readonly since: number | null;
    readonly by: string | null;
  }[];
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: string;
    readonly breach: boolean;
    readonly subject: string;
    readonly why: string;
    readonly advice: string;
    readonly at: number;
    readonly finality: string;
    readonly retracted: string | null;
  }[];
  readonly intents: readonly {
    readonly id: string;
    readonly kind: Intent['kind'];
    readonly state: string;
    readonly counted: readonly string[];
    readonly needed: number;
    readonly expires: number;
  }[];
  readonly journal: { readonly size: number; readonly root: string };
}
