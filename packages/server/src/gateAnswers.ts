import { createPublicKey, type KeyObject } from 'node:crypto';
import { hashBase64, type Journal, openCheckpoint, parseNoteVerifier } from '@portcullis/journal';
import type { Clock } from '@portcullis/model';
import { answerKey, answerOf, gateOf, signGateAnswer } from '@portcullis/respond';
import type { Committer } from './commit.ts';
import { ServerFault } from './serverFault.ts';
import type { World } from './world.ts';

/** Signed answers for services that ask before they pay. */
export interface GateAnswers {
  /** A compact JWS about a gate at this moment. Throws `unknown-gate`. */
  answer(gate: string, nonce: string | undefined): string;
  /** The public key, for those who ask. */
  readonly key: ReturnType<typeof answerKey>;
  /** Root of the newest checkpoint, for the status. */
  root(): string;
  refresh(): Promise<void>;
}

/**
 * The state in an answer is read from the fold at the moment of asking; the journal's size
 * and root in it are those of the newest signed checkpoint, which may be a commit behind.
 */
export function createGateAnswers(options: {
  readonly world: World;
  readonly journal: Journal;
  readonly committer: Committer;
  readonly clock: Clock;
  readonly key: KeyObject;
}): GateAnswers {
  const { world, journal, key, clock } = options;
  const verifier = parseNoteVerifier(journal.verifierKey);
  const publicKey = answerKey(createPublicKey(key));
  let head = { size: 0, root: '' };

  async function refresh(): Promise<void> {
    const { size, root } = openCheckpoint(await journal.checkpoint(), verifier);
    head = { size, root: hashBase64(root) };
  }
  // In a turn of its own: a lever that acts on the same news does not wait until the checkpoint was read and verified.
  options.committer.subscribe(() => {
    setImmediate(() => {
      // A journal that closes during a shutdown has no newer checkpoint to tell of.
      refresh().catch(() => undefined);
    });
  });

  return {
    answer(gate, nonce) {
      const { estate } = world.signoff;
      if (estate?.gates.some(({ id }) => id === gate) !== true) {
        throw new ServerFault('unknown-gate', {
          message: 'There is no such gate.',
          found: gate,
          expected: estate?.gates.map(({ id }) => id).join(', ') ?? 'a gate of the estate',
        });
      }
      const state = gateOf(world.respond, gate);
      return signGateAnswer(
        { v: 1, gate, state: answerOf(state), since: state.since, at: clock(), nonce: nonce ?? '', journal: head },
        key,
        publicKey.kid,
      );
    },
    key: publicKey,
    root: () => head.root,
    refresh,
  };
}
