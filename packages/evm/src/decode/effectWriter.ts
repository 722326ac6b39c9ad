import {
  type AccountId,
  accountOn,
  type ChainId,
  type Effect,
  type EffectKind,
  type EvmAddress,
  type Hex,
} from '@portcullis/model';
import type { ChainLog } from '../read/chainLog.ts';
import type { Header } from '../read/header.ts';

type Spread<Kind> = Kind extends Effect ? Omit<Kind, 'id' | 'at' | 'position' | 'evidence'> : never;
/** An effect but for its identity, time and place, which follow from where it was seen. */
export type EffectBody = Spread<Effect>;

/** Position of the first effect that no log shows; logs of a block never come so far. */
const STATE_INDEX = 1_000_000;

/** Collects the effects of one block and gives each its id, time and place. */
export interface EffectWriter {
  account(address: EvmAddress): AccountId;
  fromLog(log: ChainLog, body: EffectBody, evidence: readonly string[]): void;
  /** `what` tells apart effects of one kind and subject within the block, such as the asset. */
  fromState(what: string, body: EffectBody, evidence: readonly string[], tx?: Hex): void;
  /** Those of logs in the order of the logs, then the others. */
  effects(): readonly Effect[];
}

/** A writer for one block. Ids depend on chain, block hash, kind, subject and place only. */
export function effectWriter(chain: ChainId, header: Header): EffectWriter {
  const logged: Effect[] = [];
  const compared: Effect[] = [];
  const at = { ms: header.timestamp * 1000, source: 'block' } as const;

  function write(
    body: EffectBody,
    place: string,
    index: number,
    tx: Hex | undefined,
    evidence: readonly string[],
  ): Effect {
    const position = { chain, block: header.number, hash: header.hash, index, ...(tx === undefined ? {} : { tx }) };
    return {
      id: `${chain}/${header.hash}/${body.kind}/${subjectAddress(body)}/${place}`,
      at,
      position,
      evidence,
      ...body,
    } as Effect;
  }

  return {
    account: (address) => accountOn(chain, address),
    fromLog: (log, body, evidence) => void logged.push(write(body, String(log.index), log.index, log.tx, evidence)),
    fromState: (what, body, evidence, tx) =>
      void compared.push(write(body, what, STATE_INDEX + compared.length, tx, evidence)),
    effects: () => [...logged, ...compared],
  };
}

function subjectAddress(body: { readonly kind: EffectKind } & EffectBody): string {
  const subject = subjectText(body);
  return subject.slice(subject.lastIndexOf(':') + 1);
}

function subjectText(body: EffectBody): string {
  switch (body.kind) {
    case 'upgrade':
      return body.proxy;
    case 'code':
    case 'admin':
    case 'role':
      return body.contract;
    case 'mint':
    case 'burn':
      return body.asset;
    case 'outflow':
      return body.from;
    default:
      return body satisfies never;
  }
}
