import type { AccountId } from '../ids/accountId.ts';
import type { AssetId } from '../ids/assetId.ts';
import type { ChainId } from '../ids/chainId.ts';
import type { Digest } from '../ids/digestId.ts';
import type { Severity } from '../finding.ts';
import type { UnitsText } from '../schema.ts';
import type { Millis } from '../time.ts';

/** A secret is named in the estate, never written there: a file (mode 0600) or an environment variable. */
export type SecretRef = { readonly file: string } | { readonly env: string };

/** A public key in OpenSSH form (`ssh-ed25519 AAAA…`) and the days on which it counts. */
export interface CustodianKey {
  readonly key: string;
  readonly from: Millis | undefined;
  readonly until: Millis | undefined;
}

/** How to reach a person: a JSON webhook, or an ntfy topic's address. */
export type Reach = { readonly webhook: string; readonly secret?: SecretRef | undefined } | { readonly ntfy: string };

/** A person who signs. */
export interface Custodian {
  readonly id: string;
  readonly name: string | undefined;
  readonly keys: readonly CustodianKey[];
  readonly reach: readonly Reach[];
  readonly from: Millis | undefined;
  readonly until: Millis | undefined;
  readonly status: 'active' | 'left';
}

/** How many different persons of a group must sign. `count` is never 0. */
export interface Quorum {
  readonly count: number | 'all';
  readonly group: string;
}

/** When a permit may be spent: from each occurrence of an RFC 5545 rule in a zone, for a while. */
export interface PolicyWindow {
  readonly rule: string;
  readonly zone: string;
  readonly lasts: Millis;
}

export interface Policy {
  readonly quorum: Quorum;
  readonly window: PolicyWindow | undefined;
  /** From the last needed sign-off to the first moment of the permit. */
  readonly delay: Millis;
  /** Longest life of an intent, from `created` to `expires`. */
  readonly expires: Millis;
}

export type Endpoint = string | { readonly env: string };

export interface Chain {
  readonly name: string;
  readonly id: ChainId;
  /** In order of preference; WebSocket endpoints push heads, HTTP ones are polled. */
  readonly rpc: readonly Endpoint[];
  /** Depths at which a block counts as safe and final; absent: the node's own `safe` and `finalized` tags. */
  readonly depth: { readonly safe: number; readonly final: number } | undefined;
}

/** What a contract is, which decides what is read of it. */
export type ContractKind = 'proxy-token' | 'token' | 'proxy' | 'contract' | 'wallet';

export interface Contract {
  readonly id: string;
  readonly at: AccountId;
  readonly kind: ContractKind;
  /** The contract that may upgrade this one (a ProxyAdmin): its owner is watched too. */
  readonly admin: AccountId | undefined;
  /** Minted units must be matched by what this account holds, within `tolerance` units a block. */
  readonly supply:
    | { readonly backing: { readonly account: AccountId; readonly asset: AssetId }; readonly tolerance: UnitsText }
    | undefined;
  /** Known functions, as `mint(address,uint256)`: a mint through any other selector is a finding of its own. */
  readonly interface: readonly string[] | undefined;
  /** Assets whose leaving needs a permit, for a wallet. */
  readonly assets: readonly AssetId[];
  /** Units that may leave in one block without a permit. */
  readonly free: UnitsText;
}

/** One way to pause: `via` a guardian contract's `drop(address)`, or the target's own `pause()`. */
export interface PauseTarget {
  readonly pauses: AccountId;
  readonly via: AccountId | undefined;
}

/** A switch that stops value, and what moves it. */
export type GateSpec =
  | {
      readonly id: string;
      readonly lever: 'evm-pause';
      readonly key: SecretRef;
      readonly targets: readonly PauseTarget[];
    }
  | { readonly id: string; readonly lever: 'hold' };

/** Which findings drop which gates, page whom, tell whom. */
export interface Playbook {
  /** Rule names; `*` stands for any part, as in `upgrade.*`. */
  readonly on: readonly string[];
  /** Ids of the contracts whose findings count here; `undefined`: all. */
  readonly of: readonly string[] | undefined;
  /** Only for findings at least this bad. */
  readonly least: Severity;
  readonly drop: readonly string[];
  readonly page: readonly string[];
  readonly tell: readonly string[];
}

/** Somebody downstream who must know within a block. Messages carry an HMAC. */
export interface Integrator {
  readonly id: string;
  readonly webhook: string;
  readonly secret: SecretRef;
}

/** A program that may ask the API, by bearer token. `gates`: gate states; `read`: everything. */
export interface Client {
  readonly id: string;
  readonly token: SecretRef;
  readonly may: readonly ('gates' | 'read')[];
}

/** What is protected, parsed from one file. */
export interface Estate {
  readonly name: string;
  /** SHA-256 of the file's text: what intents name as `estate`. */
  readonly digest: Digest;
  readonly text: string;
  readonly custodians: readonly Custodian[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly policies: Readonly<Record<string, Policy>>;
  readonly chains: readonly Chain[];
  readonly contracts: readonly Contract[];
  readonly gates: readonly GateSpec[];
  readonly playbooks: readonly Playbook[];
  readonly integrators: readonly Integrator[];
  readonly clients: readonly Client[];
  readonly listen: { readonly host: string; readonly port: number };
}
