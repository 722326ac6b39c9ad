import { spawnSync } from 'node:child_process';
import { hash, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type Effect,
  type Estate,
  INTENT_NAMESPACE,
  type Intent,
  intentText,
  parseAccountId,
  parseEstate,
  parseIntent,
  type Permit,
} from '@portcullis/model';
import { createReconciler, type Reconciler } from '@portcullis/reconcile';
import { countSignoffs, parseSshSignature, verifySshSignature } from '@portcullis/signoff';
import { createSoftKey, type SoftKey, type SoftKind } from '@portcullis/signoff/testing';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';

const RUNS = 5;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 3, 12);

/**
 * Sign-offs verified a second against the bare primitive over the same bytes, permits found
 * at a million of them against a plain Map, and `portcullis verify` of a bundle as a user
 * waits for it.
 */
export const benchmark: Benchmark = {
  name: 'signoff',
  about:
    'sign-offs a second against node:crypto; permit look-up at a million against a plain Map; cold `portcullis verify`',
  run: async (options) => [...verifications(options), counting(options), ...lookups(options), coldVerify(options)],
};

function verifications({ quick, progress }: BenchmarkOptions): Figure[] {
  const kinds: readonly SoftKind[] = ['ed25519', 'ecdsa-256', 'rsa', 'sk-ed25519', 'passkey'];
  return kinds.map((kind) => {
    const key = createSoftKey(kind, { rsaBits: 3072 });
    const message = intentText(sampleIntent(sampleEstate([key])));
    const armored = key.sign(message);
    const work = quick ? 200 : 2_000;
    const primitive = bare(key, armored, message);
    const { ours, theirs } = alternate(
      quick,
      () => rate(work, () => verifySshSignature({ signature: armored, message, namespace: INTENT_NAMESPACE })),
      () => rate(work, primitive),
    );
    progress(`${kind}: ${Math.round(ours)} a second, the primitive ${Math.round(theirs)}`);
    return {
      name: `sign-offs verified, ${kind}`,
      value: ours,
      unit: '/s',
      against: { name: 'node:crypto verify alone', value: theirs },
      floor: { of: 'ratio', atLeast: 0.5 },
    };
  });
}

/** The primitive's share of the work: one `verify` over bytes of the length that is really signed. */
function bare(key: SoftKey, armored: string, message: string): () => void {
  const { value, algorithm } = parseSshSignature(armored);
  const length =
    key.kind === 'sk-ed25519' || key.kind === 'passkey' ? 69 : 6 + 4 + INTENT_NAMESPACE.length + 4 + 4 + 6 + 4 + 64;
  const signed = Buffer.concat([hash('sha512', message, 'buffer'), Buffer.alloc(length)]).subarray(0, length);
  const digest = algorithm.includes('ed25519') ? null : algorithm === 'rsa-sha2-512' ? 'sha512' : 'sha256';
  return () => void verify(digest, signed, { key: key.public, dsaEncoding: 'ieee-p1363' }, value);
}

function counting({ quick, progress }: BenchmarkOptions): Figure {
  const keys = [createSoftKey('ed25519'), createSoftKey('ed25519'), createSoftKey('ed25519')];
  const estate = sampleEstate(keys);
  const intent = sampleIntent(estate);
  const signatures = keys.map((key) => ({ signature: key.sign(intentText(intent)), received: NOW + 1 }));
  const value = median(quick, () => rate(quick ? 100 : 1_000, () => countSignoffs({ estate, intent, signatures })));
  progress(`intents of 3 sign-offs counted: ${Math.round(value)} a second`);
  return {
    name: 'intents of 3 sign-offs counted from nothing',
    value,
    unit: '/s',
    floor: { of: 'value', atLeast: 500 },
  };
}

function lookups({ quick, progress }: BenchmarkOptions): Figure[] {
  const permits = transfers(quick ? 100_000 : 1_000_000);
  const wanted = Array.from(
    { length: quick ? 10_000 : 100_000 },
    (_, at) => permits[(at * 7_919) % permits.length] as Permit,
  );
  const started = performance.now();
  reconcilerOf(permits);
  const loaded = permits.length / ((performance.now() - started) / 1000);
  // Weighed with a second one: the first has V8 join the texts of the permits, which shrinks them.
  const heap = heapInUse();
  const reconciler = reconcilerOf(permits);
  const bytes = (heapInUse() - heap) / permits.length;
  const plain = new Map(permits.map((permit) => [keyOf(permit.intent), permit]));
  progress(`${permits.length} permits: ${Math.round(loaded)} a second taken in, about ${Math.round(bytes)} bytes each`);
  let run = 0;
  const judge = (): number => {
    const effects = wanted.map((permit, at) => outflow(permit, `${run}-${at}`, run * wanted.length + at));
    run += 1;
    return each(effects, (effect) => {
      if (reconciler.effect(effect).length !== 1) throw new Error('an effect was not judged');
    });
  };
  const look = (): number =>
    each(wanted, ({ intent }) => {
      if (plain.get(keyOf(intent)) === undefined) throw new Error('a permit was not found');
    });
  const { ours, theirs } = alternate(quick, judge, look);
  progress(`effects judged: ${Math.round(ours)} a second, look-ups in a Map ${Math.round(theirs)}`);
  return [
    {
      name: `permits taken in, ${permits.length}`,
      value: loaded,
      unit: '/s',
      floor: { of: 'value', atLeast: 100_000 },
    },
    { name: 'heap for each permit', value: bytes, unit: 'B', floor: { of: 'value', atMost: 400 } },
    {
      name: `effects judged at ${permits.length} permits`,
      value: ours,
      unit: '/s',
      against: { name: 'look-up in a plain Map', value: theirs },
      floor: { of: 'value', atLeast: 100_000 },
    },
  ];
}

function reconcilerOf(permits: readonly Permit[]): Reconciler {
  const reconciler = createReconciler();
  for (const permit of permits) reconciler.permit(permit);
  return reconciler;
}

function coldVerify({ quick, progress }: BenchmarkOptions): Figure {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-signoff-'));
  try {
    const keys = [createSoftKey('ed25519'), createSoftKey('ed25519'), createSoftKey('sk-ecdsa')];
    const estate = sampleEstate(keys);
    const intent = sampleIntent(estate);
    const signatures = keys.map((key) => ({ signature: key.sign(intentText(intent)), received: NOW + 1 }));
    const [file, bundle] = [path.join(folder, 'portcullis.yaml'), path.join(folder, 'bundle.json')];
    writeFileSync(file, estate.text);
    writeFileSync(bundle, JSON.stringify({ v: 1, intent, signatures, estate: estate.digest }));
    const command = [
      path.resolve(import.meta.dirname, '../../bin/portcullis.cjs'),
      'verify',
      bundle,
      '--estate',
      file,
      '--json',
    ];
    // The first start of all compiles; a user meets it once.
    run(command);
    const { ours, theirs } = alternate(
      quick,
      () => run(command),
      () => run(['-e', '0']),
      11,
    );
    progress(`portcullis verify: ${Math.round(ours)} ms, an empty program ${Math.round(theirs)} ms`);
    return {
      name: 'portcullis verify of a bundle, start to end',
      value: ours,
      unit: 'ms',
      against: { name: 'an empty program', value: theirs },
      floor: { of: 'value', atMost: 300 },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(args: readonly string[]): number {
  const started = performance.now();
  const { status, stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}${stdout}`);
  return performance.now() - started;
}

function sampleEstate(keys: readonly SoftKey[]): Estate {
  const persons = keys.map((key, at) => `  - {id: person-${at}, keys: ['${key.text}']}`);
  const result = parseEstate(`estate: Bench\ncustodians:\n${persons.join('\n')}\npolicies:\n  mint: {quorum: all}\n`);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.estate;
}

function sampleIntent(estate: Estate): Intent {
  return parseIntent({
    v: 1,
    kind: 'mint',
    estate: estate.digest,
    nonce: 'n'.repeat(16),
    proposer: 'person-0',
    created: NOW,
    expires: NOW + HOUR,
    asset: `eip155:56/erc20:0x${'1'.repeat(40)}`,
    to: `eip155:56:0x${'2'.repeat(40)}`,
    limit: '1000',
    uses: 1,
  });
}

type Transfer = Extract<Intent, { kind: 'transfer' }>;

/** Permits of 100 wallets to as many accounts as it takes. */
function transfers(count: number): Permit[] {
  const { v, estate, nonce, proposer, created, expires } = sampleIntent(sampleEstate([createSoftKey('ed25519')]));
  const first = {
    v,
    kind: 'transfer',
    estate,
    nonce,
    proposer,
    created,
    expires,
    from: address(0),
    to: address(1),
    asset: 'eip155:56/slip44:714',
    limit: '1000000',
    uses: 1_000,
  } as const;
  const model = parseIntent(first) as Transfer;
  const wallets = Array.from({ length: 100 }, (_, at) => parseAccountId(address(at)));
  return Array.from({ length: count }, (_, at) => {
    const intent: Transfer = {
      ...model,
      from: wallets[at % wallets.length] ?? model.from,
      to: address(1_000 + at) as Transfer['to'],
    };
    return { id: `sha256:${at.toString(16).padStart(64, '0')}` as Permit['id'], intent, from: 0, until: NOW };
  });
}

function outflow({ intent }: Permit, id: string, block: number): Effect {
  const { from, to, asset } = intent as Transfer;
  const position = { chain: 'eip155:56', block, hash: `0x${'b'.repeat(64)}`, index: 0 };
  return {
    id,
    kind: 'outflow',
    from,
    to,
    asset,
    units: '1',
    at: { ms: 1, source: 'block' },
    position,
    evidence: [],
  } as unknown as Effect;
}

function keyOf(intent: Intent): string {
  return intent.kind === 'transfer' ? `${intent.from} ${intent.asset} ${intent.to}` : intent.kind;
}

function address(at: number): string {
  return `eip155:56:0x${at.toString(16).padStart(40, '0')}`;
}

/** Bytes of objects in use, with nothing in them that waits to be collected. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

function rate(count: number, work: () => void): number {
  const started = performance.now();
  for (let i = 0; i < count; i += 1) work();
  return count / ((performance.now() - started) / 1000);
}

function each<T>(items: readonly T[], work: (item: T) => void): number {
  const started = performance.now();
  for (const item of items) work(item);
  return items.length / ((performance.now() - started) / 1000);
}

/** Medians of both sides, taken in turn so that both meet the same machine. */
function alternate(
  quick: boolean,
  ours: () => number,
  theirs: () => number,
  runs: number = RUNS,
): { readonly ours: number; readonly theirs: number } {
  const pairs = Array.from({ length: quick ? 1 : runs }, () => [ours(), theirs()] as const);
  return { ours: middle(pairs.map(([one]) => one)), theirs: middle(pairs.map(([, other]) => other)) };
}

function median(quick: boolean, measure: () => number): number {
  return middle(Array.from({ length: quick ? 1 : RUNS }, measure));
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
