import type { AccountId, ChainId, ContractKind } from '@portcullis/model';

/** What `init` was told and has found out, before it is written as an estate file. */
export interface EstatePlan {
  readonly name: string;
  readonly custodians: readonly {
    readonly id: string;
    readonly key: string;
    readonly comment: string;
    readonly ntfy: string | undefined;
  }[];
  readonly chain: { readonly name: string; readonly id: ChainId; readonly rpc: readonly string[] } | undefined;
  readonly contracts: readonly PlannedContract[];
}

/** A contract as the chain showed it. */
export interface PlannedContract {
  readonly id: string;
  readonly at: AccountId;
  readonly kind: ContractKind;
  readonly admin: AccountId | undefined;
  /** It answers `paused()`, so a gate may pause it. */
  readonly pausable: boolean;
}
