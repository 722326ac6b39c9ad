import type { Finding } from '@portcullis/model';
import type { Chain } from '../src/chain.ts';
import type { DrillResult } from '../src/drillResult.ts';
import type { Defence } from './defence.ts';
import { GATES } from './estateText.ts';
import type { Deed } from './theft.ts';
import type { World } from './world.ts';

export type Measured = Pick<
  DrillResult,
  'detect_ms' | 'halt_ms' | 'page_ms' | 'missed' | 'false_alarms' | 'gates' | 'verdict'
>;

/** Which gates are down by what an onlooker reads: the contracts' own state, and whether the desk would be let pay. */
export async function gatesDown({ chain, at }: World, { mayPay }: Defence): Promise<ReadonlySet<string>> {
  const contracts = { 'pool-pause': at.pool, 'bnb-pair-pause': at.bnbPair, 'usdc-pair-pause': at.usdcPair };
  const down = new Set<string>();
  for (const [gate, contract] of Object.entries(contracts)) {
    if (await chain.read<boolean>('StakingPool', contract, 'paused')) down.add(gate);
  }
  if (!(await mayPay())) down.add('withdrawals');
  return down;
}

/** Times and counts of a guarded run, from what onlookers saw: the chain's heads, the journal's feed, the receivers. */
export function measure(
  chain: Chain,
  { feed, receiver }: Defence,
  deeds: readonly Deed[],
  reallyDown: ReadonlySet<string>,
): Measured {
  const findings = feed.seen.flatMap(({ entry }) => (entry.type === 'finding.raised' ? [entry.body.finding] : []));
  const upgrade = deeds.find((deed) => deed.kind === 'upgrade');
  const began = upgrade === undefined ? undefined : chain.headAt(upgrade.mined.block)?.arrived;
  const since = (arrived: number | undefined): number | null =>
    began === undefined || arrived === undefined ? null : Math.max(0, Math.round((arrived - began) * 10) / 10);
  const detected = feed.seen.find(
    ({ entry }) => entry.type === 'finding.raised' && entry.body.finding.position?.block === upgrade?.mined.block,
  );
  const down = (gate: string): number | null =>
    !reallyDown.has(gate)
      ? null
      : since(
          feed.seen.find(
            ({ entry }) => entry.type === 'gate.moved' && entry.body.gate === gate && entry.body.state === 'down',
          )?.arrived,
        );
  const gates = Object.fromEntries(GATES.map((gate) => [gate, down(gate)]));
  const times = Object.values(gates);
  return {
    detect_ms: since(detected?.arrived),
    halt_ms: times.some((time) => time === null) ? null : Math.max(...times.map(Number)),
    page_ms: since(receiver.notices[0]?.arrived),
    missed: missedDeeds(deeds, findings).length,
    false_alarms: falseAlarms(deeds, findings).length,
    gates,
    verdict: findings.find((finding) => finding.rule === 'upgrade.unpermitted')?.verdict?.is ?? null,
  };
}

/** Upgrades and mints of the thief that went through and that no finding names. */
export function missedDeeds(deeds: readonly Deed[], findings: readonly Finding[]): readonly Deed[] {
  const named = (deed: Deed): boolean =>
    findings.some(
      ({ position, rule }) =>
        position?.tx === deed.mined.hash ||
        (position?.tx === undefined && position?.block === deed.mined.block && rule.startsWith(deed.kind)),
    );
  return deeds.filter((deed) => deed.mined.ok && (deed.kind === 'upgrade' || deed.kind === 'mint') && !named(deed));
}

/** Findings that do not come from the thief's transactions. A finding without one is judged by its block. */
export function falseAlarms(deeds: readonly Deed[], findings: readonly Finding[]): readonly Finding[] {
  const hashes = new Set<string | undefined>(deeds.map((deed) => deed.mined.hash));
  const blocks = new Set(deeds.map((deed) => deed.mined.block));
  return findings.filter(({ position }) =>
    position?.tx === undefined ? !blocks.has(position?.block ?? -1) : !hashes.has(position.tx),
  );
}
