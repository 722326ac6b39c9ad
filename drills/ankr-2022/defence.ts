import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address } from 'viem';
import { call } from '../src/chain.ts';
import { type DrillCustodian, makeCustodians } from '../src/custodians.ts';
import { type EntryFeed, followEntries } from '../src/entryFeed.ts';
import { gateQuestion, type MayPay } from '../src/gateQuestion.ts';
import { freePort, type Product, startProduct } from '../src/product.ts';
import { openReceiver, type Receiver } from '../src/receiver.ts';
import { estateText } from './estateText.ts';
import { ORDINARY_MINTS } from './life.ts';
import { type World } from './world.ts';

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
  const estateFile = join(directory, 'portcullis.yaml');
  const dataDirectory = join(directory, '.portcullis');
  const secrets = {
    'guardian.key': world.people.guardianKey.privateKey,
    'page.secret': secret(),
    'integrator.secret': secret(),
    'desk.token': secret(),
  };
  const receiver = await openReceiver(
    (name) => secrets[name === 'lending-market' ? 'integrator.secret' : 'page.secret'],
  );
  try {
    const custodians = await makeCustodians(directory, ['alice', 'bob', 'carol']);
    for (const [name, text] of Object.entries(secrets))
      await writeFile(join(directory, name), `${text}\n`, { mode: 0o600 });
    await writeFile(
      estateFile,
      estateText({ world, custodians, receiver: receiver.url, port: await freePort(), tokenFirst: options.tokenFirst }),
    );
    const product = await startProduct({ estateFile, dataDirectory, signal: options.signal });
    const feed = await followEntries(product.url, (await readFile(join(dataDirectory, 'api-token'), 'utf8')).trim());
    const close = async (): Promise<void> => {
      feed.close();
      await product.stop();
      await receiver.close();
      if (!options.keep) await rm(directory, { recursive: true, force: true });
    };
    listenAsMarket(world, receiver);
    return {
      directory,
      estateFile,
      dataDirectory,
      custodians,
      product,
      feed,
      receiver,
      close,
      mayPay: await gateQuestion(product.url, secrets['desk.token'], 'withdrawals'),
      permitUpgrade: (implementation) =>
        signOff({ world, product, signers: custodians }, ['upgrade', 'aBNBc', '--implementation', implementation]),
      permitMints: () =>
        signOff({ world, product, signers: custodians.slice(0, 2) }, [
          'mint',
          'aBNBc',
          '--to',
          '*',
          '--limit',
          String(ORDINARY_MINTS.limit),
          '--uses',
          String(ORDINARY_MINTS.uses),
        ]),
    };
  } catch (error) {
    await receiver.close();
    throw error;
  }
}

const secret = (): string => randomBytes(32).toString('hex');

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
