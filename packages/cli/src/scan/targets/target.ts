import type { Material } from '../material.ts';

/** Something to judge, not loaded yet: thousands can wait without their bytes. */
export interface Target {
  /** What the user called it, or what it is called where it was found. */
  readonly name: string;
  /** Where its files lie open, for reports that stand beside the code. */
  readonly folder?: string;
  readonly load: () => Promise<Material>;
  /** The version to compare with. */
  readonly before?: Target;
}
