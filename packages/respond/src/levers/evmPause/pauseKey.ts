import { setImmediate as breathe } from 'node:timers/promises';
import { type ChainId, eip155Number } from '@portcullis/model';
import { RespondFault } from '../../respondFault.ts';
import type { RpcCall } from '../../rpcCall.ts';
import { currentFees, type Fees, raisedFees, stillGood } from './fees.ts';
import { askQuantity, nodeError, rpcFailed } from './rpcAnswers.ts';
import { type KeyCall, loadSigner, type SignedCall, type Signer } from './signer.ts';

/** A transaction handed to the node. Replacements share its nonce, and one of `hashes` will be mined. */
export interface Sent {
  readonly call: KeyCall;
  readonly nonce: number;
  readonly fees: Fees;
  readonly hashes: readonly string[];
}

/**
 * One key on one chain: its nonces, its fees, its signatures made ahead. Gates that share
 * a key share this, so that their transactions leave back to back, each with a nonce of its own.
 */
export interface PauseKey {
  /** Address of the key, in lower case. Throws `no-key` or `bad-key`. */
  address(): Promise<string>;
  /** Reads chain id, nonce and fees and signs these calls ahead for the next nonces. Throws `wrong-chain` or `rpc-failed`. */
  prepare(calls: readonly KeyCall[]): Promise<void>;
  /** Signs (or takes what was signed ahead) and sends. Throws `nonce-used`, `insufficient-gas-money` or `rpc-failed`. */
  send(call: KeyCall): Promise<Sent>;
  /** Sends the same call with the same nonce for a higher fee. */
  bump(sent: Sent): Promise<Sent>;
  /** Says that a nonce is used up (mined) or free again (given up). */
  done(sent: Sent, mined: boolean): void;
  /** Wei that the key holds, and that one of these calls may cost at most. */
  funds(gas: bigint): Promise<{ readonly has: bigint; readonly needs: bigint }>;
}

/** Nonces ahead for which a call is signed: so many gates of one key drop at once without waiting for a signature. */
const AHEAD = 8;
/** Signatures kept for all gates of a key, at most. */
const MOST_AHEAD = 4_096;
const MAX_RAISES = 8;

export function createPauseKey(options: {
  readonly chain: ChainId;
  readonly rpc: RpcCall;
  readonly secret: () => Promise<string>;
}): PauseKey {
  const { chain, rpc } = options;
  const chainId = eip155Number(chain);
  let signer: Promise<Signer> | undefined;
  let base: number | undefined;
  let fees: Fees | undefined;
  const flying = new Set<number>();
  const offered = new Map<number, Fees>();
  let ahead = new Map<string, Promise<SignedCall>>();

  const loaded = (): NonNullable<typeof signer> => {
    signer ??= loadSigner(options.secret, chainId).catch((error: unknown) => {
      // A key that was mended is read again at the next call.
      signer = undefined;
      throw error;
    });
    return signer;
  };

  const refresh = async (): Promise<void> => {
    const { address } = await loaded();
    const [found, count, now] = await Promise.all([
      askQuantity(rpc, 'eth_chainId', []),
      askQuantity(rpc, 'eth_getTransactionCount', [address, 'latest']),
      currentFees(rpc),
    ]);
    if (found !== BigInt(chainId)) {
      throw new RespondFault('wrong-chain', {
        message: 'The endpoint serves another chain than this gate is on.',
        found: `eip155:${found}`,
        expected: chain,
        remedy: 'Mend the rpc of this chain in the estate.',
      });
    }
    advance(Number(count));
    if (fees === undefined || !stillGood(fees, now)) fees = now;
  };

  // The node's count may lag behind what we saw mined, and never the other way round.
  const advance = (count: number): void => {
    base = Math.max(base ?? 0, count);
    for (const nonce of offered.keys()) if (nonce < base) offered.delete(nonce);
  };

  const allocate = (): number => {
    let nonce = base ?? 0;
    while (flying.has(nonce)) nonce++;
    flying.add(nonce);
    return nonce;
  };

  const submit = async (call: KeyCall, nonce: number, first: Fees): Promise<Omit<Sent, 'call' | 'nonce'>> => {
    let offer = first;
    const { address, sign } = await loaded();
    let pinched = false;
    for (let raises = 0; ; raises++) {
      const { raw, hash } = await (ahead.get(slot(call, nonce, offer)) ?? sign(call, nonce, offer));
      offered.set(nonce, offer);
      try {
        await rpc('eth_sendRawTransaction', [raw]);
        return { fees: offer, hashes: [hash] };
      } catch (error) {
        const { message } = nodeError(error);
        if (/already known|already imported|known transaction/i.test(message)) return { fees: offer, hashes: [hash] };
        const refused = refusal(message, error);
        const less: Fees | undefined =
          refused.code === 'insufficient-gas-money' && !pinched ? await affordable(address, call, offer) : undefined;
        // A transaction of an earlier life of ours holds the nonce in the node's pool: outbid it.
        const outbid = /underpriced|fee too low|replacement/i.test(message) && raises < MAX_RAISES;
        if (less === undefined && !outbid) throw refused;
        pinched = less !== undefined;
        offer = less ?? raisedFees(offer, offer);
      }
    }
  };

  // A ceiling of several base fees is for comfort: with less money a lower one may still do.
  const affordable = async (address: string, { gas }: KeyCall, offer: Fees): Promise<Fees | undefined> => {
    const max = (await askQuantity(rpc, 'eth_getBalance', [address, 'latest'])) / gas;
    if (max === 0n || max >= offer.max) return undefined;
    return { max, tip: offer.tip === undefined || offer.tip < max ? offer.tip : max };
  };

  return {
    address: async () => (await loaded()).address,
    prepare: async (calls) => {
      await refresh();
      const { sign } = await loaded();
      const next = new Map<string, Promise<SignedCall>>();
      for (let nonce = base ?? 0, count = 0; fees !== undefined && count < AHEAD; nonce++) {
        if (flying.has(nonce)) continue;
        count++;
        for (const call of calls) {
          const key = slot(call, nonce, fees);
          const kept = ahead.get(key);
          const signed = kept ?? sign(call, nonce, fees);
          next.set(key, signed);
          await signed;
          // A signature takes as long as reading a block: a head that comes in between does not wait for all of them.
          if (kept === undefined) await breathe();
        }
      }
      // Other gates of this key keep what they signed ahead, as long as its nonce can still be used.
      for (const [key, signed] of ahead)
        if (Number(key.split(' ')[0]) >= (base ?? 0) && next.size < MOST_AHEAD) next.set(key, signed);
      ahead = next;
    },
    send: async (call) => {
      if (base === undefined || fees === undefined) await refresh();
      const nonce = allocate();
      const before = offered.get(nonce);
      const now = fees as Fees;
      try {
        return { call, nonce, ...(await submit(call, nonce, before === undefined ? now : raisedFees(before, now))) };
      } catch (error) {
        flying.delete(nonce);
        if (error instanceof RespondFault && error.code === 'nonce-used') await refresh().catch(() => undefined);
        throw error;
      }
    },
    bump: async (sent) => {
      fees = await currentFees(rpc);
      const next = await submit(sent.call, sent.nonce, raisedFees(sent.fees, fees));
      return { ...sent, fees: next.fees, hashes: [...sent.hashes, ...next.hashes] };
    },
    done: (sent, mined) => {
      flying.delete(sent.nonce);
      if (mined) advance(sent.nonce + 1);
    },
    funds: async (gas) => {
      const { address } = await loaded();
      const [has, now] = await Promise.all([askQuantity(rpc, 'eth_getBalance', [address, 'latest']), currentFees(rpc)]);
      return { has, needs: gas * now.max };
    },
  };
}

/** Signed bytes depend on all of this; the nonce leads so that used ones can be told. */
function slot(call: KeyCall, nonce: number, fees: Fees): string {
  return `${nonce} ${call.to} ${call.data} ${call.gas} ${fees.max} ${fees.tip ?? 'legacy'}`;
}

function refusal(message: string, cause: unknown): RespondFault {
  if (/nonce too low|nonce is too low|old nonce|invalid nonce/i.test(message)) {
    return new RespondFault('nonce-used', {
      message: 'Another transaction of this key took the nonce.',
      found: message,
      cause,
    });
  }
  if (/insufficient funds|insufficient balance|max upfront cost/i.test(message)) {
    return new RespondFault('insufficient-gas-money', {
      message: 'The key cannot pay for the transaction that pauses.',
      found: message,
      expected: 'enough of the chain’s coin for a few pauses at high fees',
      remedy: 'Send coin to the key; `portcullis check` shows its address and what it needs.',
      cause,
    });
  }
  return rpcFailed('eth_sendRawTransaction', message, cause);
}
