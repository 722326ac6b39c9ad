import type { Finding } from '@portcullis/model';
import type { ObservedBlock } from '../watch/chainEvent.ts';
import type { DetectContext } from './detectContext.ts';
import { mintUnknownSelector } from './mintUnknownSelector.ts';
import { supplyUnbacked } from './supplyUnbacked.ts';

/** A rule that judges a block by itself, without permits. Pure. */
export type Detector = (block: ObservedBlock, context: DetectContext) => readonly Finding[];

/** Every detector, by the rule it finds. */
export const DETECTORS: Readonly<Record<string, Detector>> = {
  'supply.unbacked': supplyUnbacked,
  'mint.unknown-selector': mintUnknownSelector,
};

/** What every detector finds in a block. Ids are deterministic: the same block gives the same findings. Pure. */
export function detect(block: ObservedBlock, context: DetectContext): readonly Finding[] {
  return Object.values(DETECTORS).flatMap((detector) => detector(block, context));
}
