import type { Digest, Recorded } from '@portcullis/model';
import type { Status } from '../status.ts';
import type { Grant } from './access.ts';

/** What the HTTP routes need of the server: reads of its folds, and the few things a client may ask to be done. */
export interface Api {
  readonly version: string;
  status(): Status;
  grants(): readonly Grant[];
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;

  intents(): readonly unknown[];
  intent(id: Digest): unknown;
  propose(intent: unknown, signature: string | undefined): Promise<unknown>;
  sign(id: Digest, signature: string): Promise<unknown>;
  holdEstate(text: string): Promise<{ readonly digest: Digest }>;

  findings(): readonly unknown[];
  /** A signed answer about a gate, fresh at this moment. Throws `unknown-gate`. */
  gateAnswer(gate: string, nonce: string | undefined): string;

  readonly journal: {
    size(): number;
    checkpoint(): Promise<string>;
    proof(index: number): Promise<unknown>;
    read(from: number, to: number): AsyncIterable<Recorded>;
  };
  keys(): unknown;
  /** Called after each commit. */
  subscribe(listener: (recorded: readonly Recorded[]) => void): () => void;
}
