import { type Contract, type Effect, erc20Asset, type Finding } from '@portcullis/model';
import type { ContractFacts, ObservedBlock } from '../watch/chainEvent.ts';
import type { DetectContext } from './detectContext.ts';
import { named } from './phrases.ts';

/** Blocks over which slow growth adds up. */
export const CUMULATIVE_BLOCKS = 64;
/** Over these blocks together, this many times the tolerance of one block is allowed. */
export const CUMULATIVE_TOLERANCE = 8n;

/**
 * `supply.unbacked`: the supply of a token grew faster than what backs it. Once for a block
 * that goes beyond the declared tolerance by itself, and once when many small steps together
 * go beyond eight times of it within 64 blocks. A supply or a backing that can no longer be
 * read where it could be before counts as unbacked: it is what a hijacked token does. Pure.
 */
export function supplyUnbacked(block: ObservedBlock, { contracts, recent }: DetectContext): readonly Finding[] {
  return block.facts.flatMap((facts) => {
    const contract = contracts.find((item) => item.id === facts.id);
    if (contract?.supply === undefined || facts.supply === undefined || facts.backing === undefined) return [];
    const hidden = unreadable(facts);
    if (hidden !== undefined)
      return [
        finding(
          block,
          contract,
          facts,
          'hidden',
          `${hidden} of ${named(contract.at, contract)} cannot be read any more`,
        ),
      ];
    const step = unbackedBy(facts);
    if (step === undefined) return [];
    const tolerance = BigInt(contract.supply.tolerance);
    if (step > tolerance) {
      return [
        finding(
          block,
          contract,
          facts,
          'block',
          `${named(contract.at, contract)} has ${step} more units than its backing grew by, in one block; ${tolerance} are tolerated`,
        ),
      ];
    }
    const earlier = recent
      .slice(-(CUMULATIVE_BLOCKS - 1))
      .map((past) => unbackedBy(past.facts.find((item) => item.id === facts.id)) ?? 0n);
    const sum = earlier.reduce((total, one) => total + one, 0n);
    const limit = tolerance * CUMULATIVE_TOLERANCE;
    // Told when the limit is crossed, not at every block beyond it.
    if (sum > limit || sum + step <= limit) return [];
    return [
      finding(
        block,
        contract,
        facts,
        'slow',
        `${named(contract.at, contract)} grew by ${sum + step} units more than its backing in the last ${earlier.length + 1} blocks`,
      ),
    ];
  });
}

/** By how much the supply grew beyond the backing; negative where the backing grew more. */
function unbackedBy(facts: ContractFacts | undefined): bigint | undefined {
  const { supply, backing } = facts ?? {};
  if (
    supply?.before === undefined ||
    supply.after === undefined ||
    backing?.before === undefined ||
    backing.after === undefined
  )
    return undefined;
  return supply.after - supply.before - (backing.after - backing.before);
}

function unreadable({ supply, backing }: ContractFacts): string | undefined {
  if (supply?.before !== undefined && supply.after === undefined) return 'The supply';
  if (backing?.before !== undefined && backing.after === undefined) return 'The backing';
  return undefined;
}

function finding(block: ObservedBlock, contract: Contract, facts: ContractFacts, what: string, why: string): Finding {
  const { supply, backing } = facts;
  const mints = block.effects.filter(
    (effect: Effect) => effect.kind === 'mint' && effect.asset === erc20Asset(contract.at),
  );
  return {
    id: `supply.unbacked/${block.chain}/${block.hash}/${contract.at.slice(block.chain.length + 1)}/${what}`,
    rule: 'supply.unbacked',
    severity: 'critical',
    breach: false,
    subject: erc20Asset(contract.at),
    effects: mints.slice(0, 64).map((effect) => effect.id),
    position: { chain: block.chain, block: block.number, hash: block.hash, index: 0 },
    at: block.time,
    why: `${why}.`,
    advice: `Keep pools, markets and desks that take ${contract.id} paused until the supply is explained.`,
    evidence: [
      `totalSupply() went from ${text(supply?.before)} to ${text(supply?.after)} in block ${block.number}.`,
      `The backing went from ${text(backing?.before)} to ${text(backing?.after)} in block ${block.number}.`,
    ],
  };
}

function text(units: bigint | undefined): string {
  return units === undefined ? 'unreadable' : units.toString();
}
