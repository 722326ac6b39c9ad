import type { Contract } from '@portcullis/model';
import type { ObservedBlock } from '../watch/chainEvent.ts';

/** What detectors may know besides the block itself. */
export interface DetectContext {
  readonly contracts: readonly Contract[];
  /** Blocks before this one on the same branch, oldest first; the last 64 are looked at. */
  readonly recent: readonly ObservedBlock[];
}
