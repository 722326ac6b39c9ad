import {
  type BlockRef,
  type Chain,
  type Effect,
  type Entry,
  type EntryBody,
  type Estate,
  type Finality,
  type Finding,
  type Millis,
  chainOfAccount,
} from '@portcullis/model';
import { detect, type ObservedBlock, unpermittedFinding } from '@portcullis/evm';
import type { Change } from '@portcullis/reconcile';
import { planResponse } from '@portcullis/respond';
import { contractOf } from './contractOf.ts';
import { permitNeeds } from './permitNeeds.ts';
import { withoutCount, type World } from './world.ts';

/** What judging needs beside the event: the state before it, the estate in force, our clock. */
export interface Bench {
  readonly world: World;
  readonly estate: Estate;
  readonly now: Millis;
}

/** An entry by our own clock. */
export function entryOf(
  body: EntryBody,
  about: { actor: string; key: string; now: Millis; causes?: readonly string[] },
): Entry {
  return {
    ...body,
    v: 1,
    at: { ms: about.now, source: 'clock' },
    actor: about.actor,
    causes: about.causes ?? [],
    key: about.key,
  } as Entry;
}

/**
 * What one block means: its effects, what they became when held against the permits,
 * what the detectors say, and the gates to drop, as entries for one commit.
 *
 * The reconciler learns of the effects here already; folding the same entries later
 * changes nothing more, because it knows an effect by its id.
 */
export function judgeBlock(
  bench: Bench,
  chain: Chain,
  block: ObservedBlock,
  recent: readonly ObservedBlock[],
): Entry[] {
  const { world, estate, now } = bench;
  const actor = `sensor:${chain.name}`;
  const effects = block.effects.map((effect) => anew(world, effect));
  const observed = effects.map((effect) =>
    entryOf({ type: 'effect.observed', body: { effect } }, { actor, now, key: `effect:${effect.id}` }),
  );
  const needs = permitNeeds();
  const changes = effects.flatMap((effect) =>
    needs(effect, contractOf(estate, effect)) ? world.reconciler.effect(effect) : [],
  );
  const detected = detect(
    { ...block, effects },
    { contracts: estate.contracts.filter((contract) => chainOfAccount(contract.at) === chain.id), recent },
  );
  return withResponses(bench, [
    ...observed,
    ...entriesOfChanges(bench, changes),
    ...detected.flatMap((finding) => raise(bench, finding)),
  ]);
}

/** An effect that was taken back and happened again (its block returned) is a new effect. */
function anew(world: World, effect: Effect): Effect {
  const before = world.lastEffect(effect.id);
  return before === undefined || before.standing ? effect : { ...effect, id: `${effect.id}#${before.times + 1}` };
}

/** What a reorganisation takes back: the effects of the dropped blocks, and every finding that rested on them. */
export function judgeReorg(bench: Bench, chain: Chain, ancestor: BlockRef, dropped: readonly BlockRef[]): Entry[] {
  const actor = `sensor:${chain.name}`;
  const gone = new Set<string>(dropped.map((block) => block.hash));
  const why = `block ${dropped.at(0)?.number ?? '?'} is no longer part of ${chain.name}: the chain was reorganised after block ${ancestor.number}`;
  const last = dropped.at(-1)?.hash ?? ancestor.hash;
  const entries: Entry[] = [
    entryOf(
      { type: 'sensor.reorged', body: { chain: chain.id, ancestor, dropped } },
      { actor, now: bench.now, key: `reorg:${chain.id}:${ancestor.hash}:${last}:${bench.world.size}` },
    ),
  ];
  const changes: Change[] = [];
  // The newest first: what it spent is then free again without judging those after it anew.
  for (const { effect, standing } of [...bench.world.effects.values()].toReversed()) {
    if (!standing || effect.position.chain !== chain.id || !gone.has(effect.position.hash)) continue;
    entries.push(
      entryOf(
        { type: 'effect.retracted', body: { effect: effect.id, why } },
        { actor, now: bench.now, key: `retract:${effect.id}`, causes: [`effect:${effect.id}`] },
      ),
    );
    changes.push(...bench.world.reconciler.retract(effect.id));
  }
  const retracted = [...bench.world.findings.values()]
    .filter(
      ({ finding, retracted: already }) =>
        already === undefined && finding.position?.chain === chain.id && gone.has(finding.position.hash),
    )
    .map(({ finding }) => takeBack(bench, finding.id, why));
  const undone = new Set(retracted.map((entry) => entry.key));
  return withResponses(bench, [
    ...entries,
    ...retracted,
    ...entriesOfChanges(bench, changes).filter((entry) => !undone.has(entry.key)),
  ]);
}

/** Findings whose block became safe or final. */
export function judgeFinality(
  bench: Bench,
  chain: Chain,
  safe: number | undefined,
  final: number | undefined,
): Entry[] {
  const entries: Entry[] = [];
  for (const { finding, finality, retracted } of bench.world.findings.values()) {
    if (retracted !== undefined || finality === 'final' || finding.position?.chain !== chain.id) continue;
    const { block } = finding.position;
    const reached: Finality =
      final !== undefined && block <= final ? 'final' : safe !== undefined && block <= safe ? 'safe' : 'seen';
    if (reached === 'seen' || reached === finality) continue;
    const key = `settled:${finding.id}:${reached}`;
    entries.push(
      entryOf(
        { type: 'finding.settled', body: { finding: finding.id, finality: reached } },
        { actor: `sensor:${chain.name}`, now: bench.now, key },
      ),
    );
  }
  return entries;
}

/** What verdicts mean that changed without a new effect: a permit came late, or was narrowed. */
export function judgeChanges(bench: Bench, changes: readonly Change[]): Entry[] {
  return withResponses(bench, entriesOfChanges(bench, changes));
}

/**
 * Verdicts that changed, as findings raised or taken back. Each effect once, by its verdict now:
 * a change may have waited while another commit was made, or be one of two in this one, and a
 * breach must not be taken back for what was true in between.
 */
function entriesOfChanges(bench: Bench, changes: readonly Change[]): Entry[] {
  const effects = new Map(changes.map(({ effect }) => [effect.id, effect]));
  return [...effects.values()].flatMap((effect): Entry[] => {
    const after = bench.world.reconciler.verdict(effect.id);
    if (after === undefined)
      return standing(bench, effect).map((finding) =>
        takeBack(bench, finding.id, 'the effect it rests on was taken back'),
      );
    if (after.is === 'permitted')
      return standing(bench, effect).map((finding) =>
        takeBack(bench, finding.id, `permit ${after.permit} covers it after all`),
      );
    const finding = unpermittedFinding(effect, after, contractOf(bench.estate, effect));
    return finding === undefined ? [] : raise(bench, finding);
  });
}

/** Looked up by the effect: a block may hold tens of thousands, and a reorganisation takes them all back at once. */
function standing({ world }: Bench, effect: Effect): Finding[] {
  return world.findingsOn(effect.id).flatMap((id) => {
    const tracked = world.findings.get(id);
    return tracked === undefined || tracked.retracted !== undefined ? [] : [tracked.finding];
  });
}

/** A finding that was taken back and is true again is a new finding, so that it wakes and drops anew. */
function raise({ world, now }: Bench, finding: Finding): Entry[] {
  const before = world.lastRaise(finding.id);
  if (before !== undefined && before.retracted === undefined) return [];
  const id = before === undefined ? finding.id : `${withoutCount(finding.id)}#${world.raises(finding.id) + 1}`;
  const causes = finding.effects.map((effect) => `effect:${effect}`);
  return [
    entryOf(
      { type: 'finding.raised', body: { finding: { ...finding, id } } },
      { actor: 'server', now, key: `finding:${id}`, causes },
    ),
  ];
}

function takeBack({ now }: Bench, finding: string, why: string): Entry {
  return entryOf(
    { type: 'finding.retracted', body: { finding, why } },
    { actor: 'server', now, key: `retracted:${finding}`, causes: [`finding:${finding}`] },
  );
}

/** Adds the gate orders that the playbooks ask for, each gate once. */
function withResponses(bench: Bench, entries: readonly Entry[]): Entry[] {
  const ordered = new Set<string>();
  const orders = entries.flatMap((entry): Entry[] => {
    if (entry.type !== 'finding.raised') return [];
    const plan = planResponse({
      estate: bench.estate,
      finding: entry.body.finding,
      state: bench.world.respond,
      ordered,
    });
    return plan.orders.map((body) => {
      ordered.add(body.gate);
      return entryOf(
        { type: 'gate.ordered', body },
        { actor: 'server', now: bench.now, key: body.order, causes: [entry.key] },
      );
    });
  });
  return [...entries, ...orders];
}
