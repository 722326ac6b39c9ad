import { createReconciler } from '@portcullis/reconcile';
import { gateOf, matchPlaybooks } from '@portcullis/respond';
import type { Finding, Recorded } from '@portcullis/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractOf } from './contractOf.ts';
import { permitNeeds } from './permitNeeds.ts';
import { estateIn, GATES, type SimulatedWatch, simulatedWatch, type Step, STEPS } from './testing/simulatedWatch.ts';
import { createWorld, type World } from './world.ts';

/** Another run, or the run that failed: `SEED=7 npx vitest run packages/server/src/world.property.test.ts`. */
const SEED = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) };
const RUNS = Number(process.env['RUNS'] ?? 40);

const number = fc.nat(1_000_000);
const often: readonly Step[0][] = [
  'block',
  'block',
  'block',
  'block',
  'reorg',
  'reorg',
  'sign',
  'sign',
  'lever',
  'settle',
  'settle',
  'tick',
];
const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS, ...often), number, number, number), {
  maxLength: 60,
  size: 'max',
});

/** Everything that a world knows, as plain values. */
function seen(world: World): unknown {
  const { signoff, respond } = world;
  return {
    size: world.size,
    findings: [...world.findings],
    raises: [...world.findings.keys()].map((id) => [id, world.raises(id), world.lastRaise(id)?.finding.id]),
    effects: [...world.effects],
    verdicts: [...world.effects.keys()].map((id) => [id, world.reconciler.verdict(id)]),
    spent: [...signoff.permits.values()].map((permit) => [permit.id, world.reconciler.spent(permit)]),
    gaps: [...world.gaps],
    gates: [...respond.gates],
    orders: [...respond.orders],
    ordered: [...respond.ordered],
    notices: [...respond.notices],
    signoff: [signoff.estate?.digest, [...signoff.intents], [...signoff.permits], signoff.rejected],
  };
}

const bare = (id: string): string => id.replaceAll(/#\d+/g, '');

/** The findings that stand, each by its rule and what it rests on. */
function standing(world: World): string[] {
  return [...world.findings.values()]
    .filter(({ retracted }) => retracted === undefined)
    .map(({ finding }) =>
      finding.verdict === undefined
        ? `${finding.rule} ${finding.position?.hash}`
        : `${finding.rule} ${finding.effects.map(bare).join()}`,
    )
    .toSorted();
}

/** What would stand had only the present chain ever been, judged in one go against all that was signed. */
function judgedAtOnce(watch: SimulatedWatch): string[] {
  const reconciler = createReconciler();
  const needs = permitNeeds();
  for (const { permit } of watch.world().signoff.intents.values()) if (permit !== undefined) reconciler.permit(permit);
  const blocks = watch.canonical();
  const due = blocks.flatMap((block) =>
    block.effects.filter((effect) => needs(effect, contractOf(watch.estateAt(block.hash), effect))),
  );
  for (const effect of due) reconciler.effect(effect);
  const unpermitted = due
    .filter((effect) => (reconciler.verdict(effect.id)?.is ?? 'permitted') !== 'permitted')
    .map((effect) => `${effect.kind}.unpermitted ${effect.id}`);
  const unbacked = blocks
    .filter(({ facts: [facts] }) => facts?.supply?.after !== facts?.supply?.before)
    .map(({ hash }) => `supply.unbacked ${hash}`);
  return [...unpermitted, ...unbacked].toSorted();
}

/** For each gate the findings that stand, dropped it by a playbook, and were not raised over by people. */
function wantedDown(journal: readonly Recorded[]): Map<string, Map<Finding, number>> {
  const world = createWorld();
  const wanted = new Map<string, Map<Finding, number>>(GATES.map((gate) => [gate, new Map()]));
  const raiseOrders = new Map<string, number>();
  const drops = (finding: Finding, gate: string): boolean =>
    matchPlaybooks(estateIn(world), finding).some(({ drop }) => drop.includes(gate));
  for (const recorded of journal) {
    world.apply(recorded);
    const { entry, index } = recorded;
    for (const [gate, findings] of wanted) {
      if (entry.type === 'finding.raised' && drops(entry.body.finding, gate)) findings.set(entry.body.finding, index);
      for (const [finding, at] of findings) {
        if (entry.type === 'finding.retracted' && finding.id === entry.body.finding) findings.delete(finding);
        if (entry.type === 'estate.adopted' && !drops(finding, gate)) findings.delete(finding);
        if (
          entry.type === 'gate.moved' &&
          entry.body.gate === gate &&
          entry.body.state === 'up' &&
          at < (raiseOrders.get(entry.body.order) ?? 0)
        )
          findings.delete(finding);
      }
    }
    if (entry.type === 'gate.ordered' && entry.body.move === 'raise') raiseOrders.set(entry.body.order, index);
  }
  return wanted;
}

function play(run: readonly Step[]): SimulatedWatch {
  const watch = simulatedWatch((before, after) => expect(seen(after)).toEqual(seen(before)));
  for (const step of run) watch.step(step);
  return watch;
}

describe('whatever happens, in whatever order', () => {
  it('a world refolded from the journal is the world that was', () => {
    fc.assert(
      fc.property(steps, (run) => {
        const watch = play(run);
        watch.step(['restart', 0, 0, 0]);
        watch.drain();
        watch.step(['restart', 0, 0, 0]);
      }),
      { numRuns: RUNS, ...SEED },
    );
  });

  it('the findings that stand are those of judging the present chain at once', () => {
    fc.assert(
      fc.property(steps, (run) => {
        const watch = play(run);
        watch.drain();
        expect(standing(watch.world())).toEqual(judgedAtOnce(watch));
      }),
      { numRuns: RUNS, ...SEED },
    );
  });

  it('a gate is down while a finding stands that drops it and nobody raised it since', () => {
    fc.assert(
      fc.property(steps, (run) => {
        const watch = play(run);
        watch.drain();
        for (const [gate, findings] of wantedDown(watch.journal)) {
          if (findings.size > 0)
            expect(
              gateOf(watch.world().respond, gate),
              `for ${[...findings.keys()].map(({ id }) => id).join()}`,
            ).toMatchObject({ settled: 'down', state: 'down' });
        }
      }),
      { numRuns: RUNS, ...SEED },
    );
  });
});
