import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from 'viem';
import { call } from '../src/chain.ts';
import { type DrillCustodian, makeCustodians } from '../src/custodians.ts';
import { type EntryFeed, followEntries } from '../src/entryFeed.ts';
import { gateQuestion, type MayPay } from '../src/gateQuestion.ts';
import { freePort, type Product, startProduct } from '../src/product.ts';
import { openReceiver, type Receiver } from '../src/receiver.ts';
import { estateText } from './estateText.ts';
import { ORDINARY_MINTS } from './life.ts';
import type { World } from './world.ts';

/** Portcullis around the estate, set up as its manual says, and those who listen to it. */
export interface Defence {
  readonly directory: string;
  readonly estateFile: string;
  readonly dataDirectory: string;
  readonly custodians: readonly DrillCustodian[];
  readonly product: Product;
  readonly feed: EntryFeed;
  readonly receiver: Receiver;
  readonly mayPay: MayPay;
  /** All custodians sign that the token may be upgraded to the code at this address. */
  permitUpgrade(implementation: Address): Promise<void>;
  /** Two custodians sign that ordinary staking may mint. */
  permitMints(): Promise<void>;
  close(): Promise<void>;
}

/** Writes the estate into a new directory, starts the watch on it, and connects desk, market and phones. */
export async function setUpDefence(
  world: World,
  options: { readonly tokenFirst: boolean; readonly keep: boolean; readonly signal: AbortSignal },
): Promise<Defence> {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-drill-'));
  const closers: (() => unknown)[] = [
    () => (options.keep ? undefined : rm(directory, { recursive: true, force: true })),
  ];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const estateFile = join(directory, 'portcullis.yaml');
    const dataDirectory = join(directory, '.portcullis');
    const secrets = await writeSecrets(directory, world);
    const receiver = await openReceiver(
      (name) => secrets[name === 'lending-market' ? 'integrator.secret' : 'page.secret'],
    );
    closers.push(receiver.close);
    listenAsMarket(world, receiver);
    const custodians = await makeCustodians(directory, ['alice', 'bob', 'carol']);
    const parts = { world, custodians, receiver: receiver.url, port: await freePort(), tokenFirst: options.tokenFirst };
    await writeFile(estateFile, estateText(parts));
    const product = await startProduct({ estateFile, dataDirectory, ownGroup: options.keep, signal: options.signal });
    closers.push(product.stop);
    const feed = await followEntries(product.url, (await readFile(join(dataDirectory, 'api-token'), 'utf8')).trim());
    closers.push(feed.close);
    const mayPay = await gateQuestion(product.url, secrets['desk.token'], 'withdrawals');
    const mints = ['--to', '*', '--limit', String(ORDINARY_MINTS.limit), '--uses', String(ORDINARY_MINTS.uses)];
    const sign = (signers: readonly DrillCustodian[], change: readonly string[]): Promise<void> =>
      signOff({ world, product, signers }, change);
    return {
      directory,
      estateFile,
      dataDirectory,
      custodians,
      product,
      feed,
      receiver,
      mayPay,
      close,
      permitUpgrade: (implementation) => sign(custodians, ['upgrade', 'aBNBc', '--implementation', implementation]),
      permitMints: () => sign(custodians.slice(0, 2), ['mint', 'aBNBc', ...mints]),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type SecretFile = 'guardian.key' | 'page.secret' | 'integrator.secret' | 'desk.token';

/** Puts each secret into a file of its own, which nobody else on the machine may read. */
async function writeSecrets(directory: string, { people }: World): Promise<Readonly<Record<SecretFile, string>>> {
  const fresh = (): string => randomBytes(32).toString('hex');
  const secrets: Record<SecretFile, string> = {
    'guardian.key': people.guardianKey.privateKey,
    'page.secret': fresh(),
    'integrator.secret': fresh(),
    'desk.token': fresh(),
  };
  for (const [name, text] of Object.entries(secrets)) {
    await writeFile(join(directory, name), `${text}\n`, { mode: 0o600 });
  }
  return secrets;
}

/** The lending market's operators stop their own market with their own key when a notice tells of a gate going down or a breach. */
function listenAsMarket({ chain, people, at }: World, receiver: Receiver): void {
  let pausing = false;
  receiver.onNotice(({ to, message }) => {
    if (to !== 'lending-market' || pausing || (message.event !== 'finding.raised' && message.gate?.state !== 'down'))
      return;
    pausing = true;
    chain.send([call(people.marketOperator, 'Market', at.market, 'pause')]).catch(() => (pausing = false));
  });
}

/** One proposes, all named sign with their own keys, and nobody acts before the chain's clock is inside the permit. */
async function signOff(
  {
    world,
    product,
    signers,
  }: { readonly world: World; readonly product: Product; readonly signers: readonly DrillCustodian[] },
  change: readonly string[],
): Promise<void> {
  const proposed = await product.command([
    'propose',
    ...change,
    '--as',
    signers[0]?.id ?? '',
    '--note',
    'ordinary work',
  ]);
  const intent = String(proposed['intent']);
  await Promise.all(signers.map((signer) => product.command(['sign', intent, '--key', signer.keyFile, '--yes'])));
  const status = await product.command(['status', intent]);
  const permit = status['permit'] as { from: number } | null;
  while (permit !== null && world.chain.head.seconds * 1000 < permit.from) await world.chain.blocks(1);
}
