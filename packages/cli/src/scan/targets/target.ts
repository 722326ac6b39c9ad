import type { Material } from '../material.ts';
import type { AskTrust } from '../trust/releaseQuestion.ts';

/** Something to judge, not loaded yet: thousands can wait without their bytes. */
export interface Target {
  /** What the user called it, or what it is called where it was found. */
  readonly name: string;
  /** Where its files lie open, for reports that stand beside the code. */
  readonly folder?: string;
  /** It lies in an installation, and what it needs beside it. */
  readonly isInstalled?: boolean;
  /** The installation before did not have it: something in the new one brings it. */
  readonly isAdded?: boolean;
  readonly load: () => Promise<Material>;
  /** Address of the registry that it comes from. */
  readonly registry?: string;
  /** Asks that registry who released it and what proves it. */
  readonly trust?: AskTrust;
  /** The version to compare with. */
  readonly before?: Target;
}
