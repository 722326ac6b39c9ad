import { type Effect, type Finding, type Hex, keccakOf, type MintEffect, tokenOfAsset } from '@portcullis/model';
import { accountOn } from '@portcullis/model';
import type { ObservedBlock } from '../watch/chainEvent.ts';
import type { DetectContext } from './detectContext.ts';
import { named } from './phrases.ts';

/**
 * `mint.unknown-selector`: tokens were minted by a transaction sent straight to the token,
 * through a function that its declared interface lacks. A permit does not excuse it: nobody
 * signs for a function that nobody wrote. Mints through another contract are not judged here.
 * Pure.
 */
export function mintUnknownSelector(block: ObservedBlock, { contracts }: DetectContext): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const effect of block.effects) {
    if (effect.kind !== 'mint' || effect.position.tx === undefined) continue;
    const { tx } = effect.position;
    const token = tokenOfAsset(effect.asset);
    const contract = contracts.find((item) => item.at === token);
    const entry = block.entries.get(tx);
    if (contract?.interface === undefined || entry?.to === undefined || accountOn(block.chain, entry.to) !== token)
      continue;
    if (selectorsOf(contract.interface).has(entry.selector)) continue;
    const id = `mint.unknown-selector/${block.chain}/${block.hash}/${entry.to}/${tx}`;
    const before = findings.get(id);
    findings.set(id, {
      id,
      rule: 'mint.unknown-selector',
      severity: 'critical',
      breach: false,
      subject: effect.asset,
      effects: [...(before?.effects ?? []), effect.id].slice(0, 1024),
      position: before?.position ?? effect.position,
      at: effect.at,
      why: `${named(contract.at, contract)} minted through the function ${entry.selector}, which its declared interface does not have.`,
      advice: `Keep what takes ${contract.id} paused and compare its code with what was signed: this is how a back door looks.`,
      evidence: evidenceOf(before, effect, entry.selector),
    });
  }
  return [...findings.values()];
}

function evidenceOf(before: Finding | undefined, effect: MintEffect & Effect, selector: Hex): readonly string[] {
  const first = before?.evidence ?? [
    `Transaction ${effect.position.tx} was sent to the token itself with selector ${selector}.`,
  ];
  return [...first, ...effect.evidence].slice(0, 64);
}

const known = new WeakMap<readonly string[], ReadonlySet<string>>();

function selectorsOf(functions: readonly string[]): ReadonlySet<string> {
  let selectors = known.get(functions);
  if (selectors === undefined) {
    selectors = new Set(functions.map((signature) => keccakOf(signature).slice(0, 10)));
    known.set(functions, selectors);
  }
  return selectors;
}
