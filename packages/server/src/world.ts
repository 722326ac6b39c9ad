import type { ChainId, Effect, Finality, Finding, Millis, Permit, Recorded } from '@portcullis/model';
import { type Change, createReconciler, type Reconciler } from '@portcullis/reconcile';
import { respondFold, type RespondState } from '@portcullis/respond';
import { signoffFold, type SignoffState } from '@portcullis/signoff';
import { contractOf } from './contractOf.ts';
import { permitNeeds } from './permitNeeds.ts';

/** A finding with what became of it. */
export interface TrackedFinding {
  readonly finding: Finding;
  readonly finality: Finality;
  /** Why it was taken back; `undefined` while it stands. */
  readonly retracted: string | undefined;
}

/** An effect, whether it still stands, and how often it was observed under ids that differ in their count only. */
export interface TrackedEffect {
  readonly effect: Effect;
  readonly standing: boolean;
  readonly times: number;
}

/**
 * Everything the server knows, as a fold over the journal: dropped at every stop and
 * rebuilt to the same value at every start. Only `apply` changes it.
 */
export interface World {
  readonly size: number;
  readonly signoff: SignoffState;
  readonly respond: RespondState;
  readonly reconciler: Reconciler;
  readonly findings: ReadonlyMap<string, TrackedFinding>;
  readonly effects: ReadonlyMap<string, TrackedEffect>;
  /** Chains whose sensor is in a gap, with the reason. */
  readonly gaps: ReadonlyMap<ChainId, string>;
  /** Up to which block of a chain the journal states that all were read whole. */
  readonly covered: ReadonlyMap<ChainId, number>;
  /** How often a finding with this id was raised; the second and later ones carry `#2`, `#3`… at the end of theirs. */
  raises(finding: string): number;
  /** The newest raise of a finding with this id. */
  lastRaise(finding: string): TrackedFinding | undefined;
  /** Ids of the findings that judged an effect by its verdict, taken-back ones too. */
  findingsOn(effect: string): readonly string[];
  /** The newest observation of an effect with this id, counted like findings. */
  lastEffect(effect: string): TrackedEffect | undefined;
  /** Index of the newest order to drop a gate; −1 where there is none. */
  lastDrop(gate: string): number;
  /** Verdicts that changed in the fold itself (a permit came, or was narrowed) and are not yet findings. Taken once. */
  takeChanges(): readonly Change[];
  apply(recorded: Recorded): void;
}

/** The world before the first entry. */
export function createWorld(): World {
  const reconciler = createReconciler();
  let needs = permitNeeds();
  const findings = new Map<string, TrackedFinding>();
  const effects = new Map<string, TrackedEffect>();
  const findingsOn = new Map<string, string[]>();
  const lastFinding = new Map<string, { id: string; times: number }>();
  const lastEffect = new Map<string, { id: string; times: number }>();
  const gaps = new Map<ChainId, string>();
  const drops = new Map<string, number>();
  const covered = new Map<ChainId, number>();
  const spans = new Map<string, { from: Millis; until: Millis }>();
  const changes = new Map<string, Change>();
  let signoff = signoffFold.init();
  let respond = respondFold.init();
  let size = 0;

  function note(changed: readonly Change[]): void {
    for (const change of changed) changes.set(change.effect.id, change);
  }

  /** A permit is derived from sign-offs, so it is looked for after each entry that may make or narrow one. */
  function admit(permits: Iterable<Permit>): void {
    for (const permit of permits) {
      const known = spans.get(permit.id);
      if (known?.from === permit.from && known.until === permit.until) continue;
      spans.set(permit.id, { from: permit.from, until: permit.until });
      note(reconciler.permit(permit));
    }
  }

  function observe(effect: Effect): void {
    const times = count(lastEffect, effect.id);
    effects.set(effect.id, { effect, standing: true, times });
    // An effect below its contract's free limit must not spend a permit, here as little as when it was judged.
    if (signoff.estate !== undefined && needs(effect, contractOf(signoff.estate, effect)))
      note(reconciler.effect(effect));
  }

  function apply(recorded: Recorded): void {
    const { entry } = recorded;
    signoff = signoffFold.step(signoff, recorded);
    // Only an estate that its predecessor's quorum signed reaches the response: a forged entry must not rewrite the playbooks.
    if (entry.type !== 'estate.adopted' || signoff.estate?.digest === entry.body.digest)
      respond = respondFold.step(respond, recorded);
    size = recorded.index + 1;
    switch (entry.type) {
      case 'estate.adopted':
        admit([...signoff.intents.values()].flatMap(({ permit }) => permit ?? []));
        break;
      case 'signoff.given':
        admit([signoff.intents.get(entry.body.intent)?.permit ?? []].flat());
        break;
      case 'effect.observed':
        observe(entry.body.effect);
        break;
      case 'effect.retracted': {
        const known = effects.get(entry.body.effect);
        if (known === undefined) break;
        effects.set(entry.body.effect, { ...known, standing: false });
        note(reconciler.retract(entry.body.effect));
        break;
      }
      case 'finding.raised':
        raised(entry.body.finding);
        break;
      case 'finding.settled':
        update(entry.body.finding, { finality: entry.body.finality });
        break;
      case 'finding.retracted':
        update(entry.body.finding, { retracted: entry.body.why });
        break;
      case 'gate.ordered':
        if (entry.body.move === 'drop') drops.set(entry.body.gate, recorded.index);
        break;
      case 'sensor.reorged':
        // The next block may be one that was judged before: what left a wallet in it is counted anew.
        needs = permitNeeds();
        covered.set(entry.body.chain, Math.min(covered.get(entry.body.chain) ?? Infinity, entry.body.ancestor.number));
        break;
      case 'sensor.covered':
        covered.set(entry.body.chain, entry.body.to.number);
        break;
      case 'sensor.gap':
        gaps.set(entry.body.chain, entry.body.why);
        break;
      case 'sensor.resumed':
        gaps.delete(entry.body.chain);
        break;
      default:
        break;
    }
  }

  function raised(finding: Finding): void {
    count(lastFinding, finding.id);
    findings.set(finding.id, { finding, finality: 'seen', retracted: undefined });
    if (finding.verdict === undefined) return;
    for (const effect of finding.effects) findingsOn.set(effect, [...(findingsOn.get(effect) ?? []), finding.id]);
  }

  function update(finding: string, change: Partial<TrackedFinding>): void {
    const known = findings.get(finding);
    if (known !== undefined) findings.set(finding, { ...known, ...change });
  }

  return {
    get size() {
      return size;
    },
    get signoff() {
      return signoff;
    },
    get respond() {
      return respond;
    },
    reconciler,
    findings,
    effects,
    gaps,
    covered,
    raises: (finding) => lastFinding.get(withoutCount(finding))?.times ?? 0,
    lastRaise: (finding) => findings.get(lastFinding.get(withoutCount(finding))?.id ?? ''),
    findingsOn: (effect) => findingsOn.get(effect) ?? [],
    lastEffect: (effect) => effects.get(lastEffect.get(withoutCount(effect))?.id ?? ''),
    lastDrop: (gate) => drops.get(gate) ?? -1,
    takeChanges: () => {
      const taken = [...changes.values()];
      changes.clear();
      return taken;
    },
    apply,
  };
}

/** Counts an id without its `#n`, and remembers the newest form of it. Never below that `n`: the next one must be new. */
function count(seen: Map<string, { id: string; times: number }>, id: string): number {
  const base = withoutCount(id);
  const times = Math.max((seen.get(base)?.times ?? 0) + 1, Number(id.slice(base.length + 1)));
  seen.set(base, { id, times });
  return times;
}

/** An effect's or a finding's id as it was the first time. */
export function withoutCount(id: string): string {
  return id.replace(/#\d+$/, '');
}
