import {
  type Digest,
  digestOf,
  type Entry,
  type Estate,
  intentId,
  intentText,
  type Intent,
  parseEstate,
  type Recorded,
} from '@portcullis/model';
import type { Change } from '@portcullis/reconcile';
import { findingAuthority, type PendingOrder } from '@portcullis/respond';
import { attributeSignature, createIntent, type IntentFields } from '@portcullis/signoff';
import { createSoftKey } from '../../../signoff/src/testing/softKey.ts';
import { dueEntries } from '../due.ts';
import { type Bench, entryOf, judgeBlock, judgeChanges, judgeFinality, judgeReorg } from '../judge.ts';
import { createWorld, type World } from '../world.ts';
import {
  ASSET,
  CHAIN,
  CODES,
  PEOPLE,
  pick,
  simulatedChain,
  type SimulatedBlock,
  TOKEN,
  WALLET,
} from './simulatedChain.ts';

const BEGAN = 1_800_000_000_000;
const KEYS = { alice: createSoftKey('ed25519'), bob: createSoftKey('ed25519'), carol: createSoftKey('ed25519') };
export const GATES = ['withdrawals', 'pool'] as const;

/** Estates that differ in what may leave freely, in who must sign, and in which gates drop for what. */
export function estateText(variant: number): string {
  const people = Object.entries(KEYS).map(
    ([id, key]) => `  - {id: ${id}, keys: ['${key.text}'], reach: [{webhook: 'http://127.0.0.1:9/${id}'}]}`,
  );
  const quorum = variant & 1 ? '2 of all' : '1 of all';
  const books =
    variant & 4
      ? [`{on: ['*.unpermitted'], drop: [withdrawals], page: all}`]
      : [
          `{on: ['mint.*', 'supply.*'], drop: [withdrawals, pool], page: all}`,
          `{on: ['upgrade.*', 'outflow.*'], drop: [pool], page: [bob]}`,
        ];
  return `estate: Simulated
custodians:
${people.join('\n')}
policies:
${['upgrade', 'mint', 'transfer', 'estate', 'raise', 'freeze'].map((name) => `  ${name}: {quorum: ${quorum}, expires: 1h}`).join('\n')}
chains:
  bsc: {id: '${CHAIN.id}', rpc: ['ws://127.0.0.1:9']}
contracts:
  - {id: cert, at: '${TOKEN}', kind: proxy-token, supply: {backing: {account: '${WALLET}', asset: '${ASSET}'}, tolerance: 100}}
  - {id: purse, at: '${WALLET}', kind: wallet, assets: ['${ASSET}'], free: ${variant & 2 ? 70 : 0}}
gates:
${GATES.map((id) => `  - {id: ${id}, lever: hold}`).join('\n')}
playbooks:
${books.map((book) => `  - ${book}`).join('\n')}
`;
}

/** The estate in force in a world of the simulation. */
export function estateIn(world: World): Estate {
  const { estate } = world.signoff;
  if (estate === undefined) throw new Error('no estate is in force');
  return estate;
}

/** One thing that happens: what, and three numbers that say how. */
export type Step = readonly [what: (typeof STEPS)[number], a: number, b: number, c: number];
export const STEPS = [
  'block',
  'reorg',
  'finality',
  'sign',
  'estate',
  'gate',
  'tick',
  'lever',
  'settle',
  'restart',
] as const;

/** A whole watch without sockets: chain, people, levers, and a journal in memory that knows each key once. */
export interface SimulatedWatch {
  world(): World;
  readonly journal: readonly Recorded[];
  /** Blocks of the present chain, oldest first. */
  canonical(): readonly SimulatedBlock[];
  /** The estate in force when a block was last judged. */
  estateAt(hash: string): Estate;
  step(step: Step): void;
  /** Lets everything under way come to its end: changed verdicts, and orders with their levers. */
  drain(): void;
}

/** `onRestart` sees the world as it was and as it is refolded. */
export function simulatedWatch(onRestart: (before: World, after: World) => void): SimulatedWatch {
  const chain = simulatedChain(BEGAN);
  const journal: Recorded[] = [];
  const known = new Set<string>();
  const held = new Map<Digest, string>();
  const judgedUnder = new Map<string, Estate>();
  let world = createWorld();
  let waiting: (readonly Change[])[] = [];
  let tip: SimulatedBlock = chain.first;
  let final = chain.first.number;
  let now = BEGAN;
  let nonce = 0;

  function commit(build: (now: number) => readonly Entry[]): void {
    for (const entry of build(now)) {
      if (known.has(entry.key)) continue;
      known.add(entry.key);
      journal.push({ index: journal.length, entry });
      world.apply(journal.at(-1) as Recorded);
    }
    const changes = world.takeChanges();
    if (changes.length > 0) waiting.push(changes);
  }
  const bench = (): Bench => ({ world, estate: estateIn(world), now });
  const tick = (): void => commit((at) => dueEntries(world, at, (digest) => held.get(digest)));

  function settle(count: number): void {
    for (const changes of waiting.splice(0, count)) commit(() => judgeChanges(bench(), changes));
  }

  function give(block: SimulatedBlock): void {
    tip = block;
    judgedUnder.set(block.hash, estateIn(world));
    commit(() => judgeBlock(bench(), CHAIN, block, []));
  }

  /** Back by so many blocks, then forward again along a branch that is there already, or a new one. */
  function reorg(depth: number, branch: number, content: number): void {
    let ancestor = tip;
    const dropped: SimulatedBlock[] = [];
    while (dropped.length < depth && ancestor.parent !== undefined && ancestor.number > final) {
      dropped.unshift(ancestor);
      ancestor = ancestor.parent;
    }
    if (dropped.length === 0) return;
    tip = ancestor;
    commit(() =>
      judgeReorg(
        bench(),
        CHAIN,
        ancestor,
        dropped.map(({ number, hash }) => ({ number, hash })),
      ),
    );
    if (branch % 3 === 0) return give(chain.grow(ancestor, 1, content));
    for (let next = pick(ancestor.children, branch); next !== undefined; next = pick(next.children, branch)) give(next);
  }

  function sign(intent: Intent, by: readonly (keyof typeof KEYS)[]): void {
    const id = intentId(intent);
    commit((at) => [
      entryOf(
        { type: 'intent.proposed', body: { intent } },
        { actor: `custodian:${intent.proposer}`, now: at, key: `intent:${id}` },
      ),
    ]);
    for (const person of by) {
      const signature = KEYS[person].sign(intentText(intent));
      const { custodian, key } = attributeSignature(signature, estateIn(world));
      commit((at) => [
        entryOf(
          { type: 'signoff.given', body: { intent: id, custodian, key, signature } },
          { actor: `custodian:${custodian}`, now: at, key: `signoff:${id}:${key}` },
        ),
      ]);
    }
  }
  const propose = (fields: Record<string, unknown>): Intent =>
    createIntent({ proposer: 'alice', ...fields } as unknown as IntentFields, {
      estate: estateIn(world),
      now,
      nonce: String(++nonce).padStart(16, '0'),
    });

  function permit(a: number, b: number, c: number): void {
    const who = pick(PEOPLE, b);
    const fields = [
      {
        kind: 'mint',
        asset: ASSET,
        to: c % 3 === 0 ? '*' : who,
        limit: pick(['40', '100', '130'], c),
        uses: 1 + (b % 3),
      },
      {
        kind: 'transfer',
        from: WALLET,
        to: who,
        asset: ASSET,
        limit: pick(['40', '100', '130'], c),
        uses: 1 + (b % 3),
      },
      { kind: 'upgrade', proxy: TOKEN, codeHash: pick(CODES, b) },
    ];
    sign(
      propose({ ...pick(fields, a), expires: now + 2_000 + (c % 60) * 1000 }),
      a % 5 === 0 ? ['bob'] : ['bob', 'carol'],
    );
  }

  function authorised(order: PendingOrder): boolean {
    if ('finding' in order.by) return findingAuthority(world.respond, order).ok;
    return world.signoff.intents.get(order.by.intent)?.permit !== undefined;
  }

  function pull(order: PendingOrder): void {
    const { order: id, gate, move } = order;
    const entry = authorised(order)
      ? entryOf(
          { type: 'gate.moved', body: { order: id, gate, state: move === 'drop' ? 'down' : 'up', proof: [] } },
          { actor: `lever:${gate}`, now, key: `moved:${id}` },
        )
      : entryOf(
          { type: 'gate.failed', body: { order: id, gate, attempt: 1, why: 'no authority', final: true } },
          { actor: 'server', now, key: `failed:${id}:1` },
        );
    commit(() => [entry]);
  }

  function restart(): void {
    const before = world;
    world = createWorld();
    for (const recorded of journal) world.apply(recorded);
    onRestart(before, world);
    // What was not committed died with the process; the refold finds it again.
    waiting = [world.takeChanges()];
  }

  const first = estateText(0);
  commit((at) => [
    entryOf(
      { type: 'estate.adopted', body: { digest: digestOf(first), text: first, intent: null } },
      { actor: 'server', now: at, key: 'estate:first' },
    ),
  ]);
  give(chain.first);

  return {
    world: () => world,
    journal,
    canonical() {
      const blocks: SimulatedBlock[] = [];
      for (let block: SimulatedBlock | undefined = tip; block !== undefined; block = block.parent)
        blocks.unshift(block);
      return blocks;
    },
    estateAt(hash) {
      const estate = judgedUnder.get(hash);
      if (estate === undefined) throw new Error(`block ${hash} was never judged`);
      return estate;
    },
    step([what, a, b, c]) {
      now += (c % 4) * 700;
      switch (what) {
        case 'block':
          return give(chain.grow(tip, a % 4, b));
        case 'reorg':
          return reorg(1 + (a % 5), b, c);
        case 'finality':
          final = Math.max(final, tip.number - (a % 6));
          return commit(() => judgeFinality(bench(), CHAIN, tip.number - (a % 3), final));
        case 'sign':
          return permit(a, b, c);
        case 'estate': {
          const text = estateText(a % 8);
          const digest = digestOf(text);
          if (digest === estateIn(world).digest || !parseEstate(text).ok) return;
          held.set(digest, text);
          return sign(propose({ kind: 'estate', to: digest }), ['bob', 'carol']);
        }
        case 'gate':
          return sign(propose({ kind: a % 3 === 0 ? 'drop' : 'raise', gate: pick(GATES, b) }), ['bob', 'carol']);
        case 'tick':
          return tick();
        case 'lever': {
          const orders = [...world.respond.orders.values()];
          if (orders.length > 0) pull(pick(orders, a));
          return;
        }
        case 'settle':
          return settle(1 + (a % 2));
        case 'restart':
          return restart();
        default:
          return what satisfies never;
      }
    },
    drain() {
      tick();
      while (waiting.length > 0 || world.respond.orders.size > 0) {
        settle(waiting.length);
        for (const order of world.respond.orders.values()) pull(order);
      }
    },
  };
}
