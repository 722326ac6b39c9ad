import { type LocalNode, startLocalNode } from '@portcullis/contracts';
import { connectChain } from '../src/chain.ts';
import type { Variant } from '../src/drillResult.ts';
import { seeded, type Seeded } from '../src/seeded.ts';
import { runCommand } from '../src/product.ts';
import { type Defence, setUpDefence } from './defence.ts';
import { openDesk } from './desk.ts';
import { FIGURES } from './figures.ts';
import { deployNext, liveNormally, upgradeTo } from './life.ts';
import { type Losses, readLosses } from './losses.ts';
import { gatesDown, measure, type Measured } from './measure.ts';
import { type Deed, stealInOneBlock, stealInOneTransaction, stealInSteps, type Theft } from './theft.ts';
import { trade } from './trader.ts';
import { buildWorld, type World } from './world.ts';

export interface RunOptions {
  readonly variant: Variant;
  readonly blockTime: number;
  readonly seed: number;
  /** With Portcullis, or without. */
  readonly guarded: boolean;
  /** Leaves the estate and its journal on the disk after `close`. */
  readonly keep: boolean;
  /** Told a line about each step, with the block it was seen at. */
  readonly say: (block: number | undefined, line: string) => void;
  readonly signal: AbortSignal;
  /** Told of the watch as soon as it is ready. */
  readonly onWatch: ((watch: { readonly url: string; readonly dataDirectory: string }) => void) | undefined;
}

/** One run of the drill, over; its chain and its watch still run until they are closed. */
export interface Run {
  readonly losses: Losses;
  readonly measured: Measured | undefined;
  readonly held: number;
  readonly world: World;
  readonly defence: Defence | undefined;
  /** Runs `portcullis journal verify` over the data directory. */
  verifyJournal(): Promise<boolean>;
  /** Stops the watch, then the chain. Twice is harmless. */
  close(): Promise<void>;
}

/** Starts a chain, builds the estate, lives, is robbed, and counts. */
export async function run(options: RunOptions): Promise<Run> {
  const { signal } = options;
  const closers: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).toReversed()) await one();
  };
  try {
    const node: LocalNode = await startLocalNode({
      chainId: 56,
      blockTime: options.blockTime,
      ownGroup: options.keep,
      args: ['--gas-limit', '300000000'],
    });
    closers.push(() => node.close());
    const chain = await connectChain(node, signal);
    closers.push(() => chain.close());
    const say = (line: string): void => options.say(chain.head.number, line);
    const seed = seeded(options.seed);
    const world = await buildWorld(chain, seed);
    options.say(undefined, `a chain with ${options.blockTime} s blocks and the estate of 2022 stand`);
    let defence: Defence | undefined;
    if (options.guarded) {
      defence = await setUpDefence(world, {
        tokenFirst: options.variant === 'pause-hijack',
        keep: options.keep,
        signal,
      });
      closers.push(defence.close);
      options.say(
        undefined,
        `portcullis up watches it, ready after ${(defence.product.readyAfter / 1000).toFixed(1)} s`,
      );
      options.onWatch?.({ url: defence.product.url, dataDirectory: defence.dataDirectory });
      tellEntries(defence, say);
    }
    const desk = openDesk(world, defence?.mayPay ?? (() => Promise.resolve(true)));
    closers.push(desk.close);
    const since = await liveBefore({ world, seed, defence, variant: options.variant, say });
    const deeds = await rob({ world, seed, defence, variant: options.variant, say });
    await chain.blocks(3);
    await desk.settled();
    const losses = await readLosses(world, desk, since);
    if (deeds.length > 0)
      say(
        `the desk has paid ${(losses.desk.bnb / 10n ** 18n).toLocaleString('en')} BNB for fresh aBNBc and held back ${desk.held.length} requests`,
      );
    return {
      losses,
      measured: defence === undefined ? undefined : measure(chain, defence, deeds, await gatesDown(world, defence)),
      held: desk.held.length,
      world,
      defence,
      verifyJournal: () => verified(defence),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function verified(defence: Defence | undefined): Promise<boolean> {
  if (defence === undefined) return false;
  const { code, stdout } = await runCommand([
    'journal',
    'verify',
    '--estate',
    defence.estateFile,
    '--data',
    defence.dataDirectory,
    '--json',
  ]);
  return code === 0 && (JSON.parse(stdout) as { verified?: unknown }).verified === true;
}

interface Scene {
  readonly world: World;
  readonly seed: Seeded;
  readonly defence: Defence | undefined;
  readonly variant: Variant;
  readonly say: (line: string) => void;
}

/** Ordinary life, with sign-offs where there is somebody to sign. Returns the block after it. */
async function liveBefore({ world, seed, defence, variant, say }: Scene): Promise<number> {
  const next = await deployNext(
    world,
    variant === 'pause-hijack' ? 'CertTokenV2Pausable' : 'CertTokenV2',
    world.people.owner1.account.address,
  );
  if (defence !== undefined) {
    await Promise.all([defence.permitUpgrade(next), defence.permitMints()]);
    say('three custodians have signed an upgrade, two have signed mints up to 18,000 aBNBc');
  }
  await upgradeTo(world, next);
  await liveNormally(world, seed, 0);
  await liveNormally(world, seed, 1);
  say('ordinary life: an upgrade, stakes, swaps, transfers, redemptions');
  return world.chain.head.number + 1;
}

/** What the variant has the holder of the deployer's key do, and then the trader. Returns the thief's deeds. */
async function rob({ world, seed, defence, variant, say }: Scene): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  const theft: Theft = { world, seed, say, deeds };
  switch (variant) {
    case 'historic':
      await stealInSteps(theft, 'CertTokenUnguarded');
      break;
    case 'pause-hijack':
      await stealInSteps(theft, 'CertTokenPauseHijack');
      break;
    case 'same-block':
      await stealInOneBlock(theft);
      break;
    case 'one-tx':
      await stealInOneTransaction(theft);
      break;
    case 'wrong-code':
    case 'signed-upgrade': {
      const signed = await deployNext(world, 'CertTokenV2', world.people.owner2.account.address);
      await defence?.permitUpgrade(signed);
      if (defence !== undefined) say('three custodians have signed a further upgrade');
      if (variant === 'wrong-code') {
        await stealInSteps(theft, 'CertTokenUnguarded');
        break;
      }
      await upgradeTo(world, signed);
      await liveNormally(world, seed, 2);
      say('the deployer has made just that upgrade; life goes on, and nothing is stolen');
      return deeds;
    }
    default:
      throw new TypeError(variant satisfies never);
  }
  await world.chain.blocks(FIGURES.traderDelay);
  await trade(world, say);
  return deeds;
}

/** Tells findings and gates as they come. */
function tellEntries({ feed, receiver }: Defence, say: (line: string) => void): void {
  const told = new Set<string>();
  const once = (line: string): void => void (told.has(line) || (told.add(line), say(line)));
  feed.onEntry(({ entry }) => {
    if (entry.type === 'finding.raised')
      once(
        `PORTCULLIS  ${entry.body.finding.rule}${entry.body.finding.verdict === undefined ? '' : ` (${entry.body.finding.verdict.is})`}`,
      );
    if (entry.type === 'gate.moved') say(`PORTCULLIS  gate ${entry.body.gate} is ${entry.body.state}`);
    if (entry.type === 'gate.failed') once(`PORTCULLIS  gate ${entry.body.gate} did not move: ${entry.body.why}`);
    if (entry.type === 'sensor.gap') once(`PORTCULLIS  the chain cannot be read: ${entry.body.why}`);
  });
  receiver.onNotice(({ to }) => once(`PORTCULLIS  has told ${to}`));
}
