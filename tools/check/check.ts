/** What one check found. */
export interface CheckResult {
  /** How much was looked at, such as `143 files`: a check that looked at nothing has not passed. */
  readonly looked: string;
  /** One text for each fault, ready to print; empty when all is well. */
  readonly faults: readonly string[];
}

/** One of the checks of `npm run check`. `root` is the folder of the repository. */
export interface Check {
  readonly name: string;
  readonly about: string;
  run(root: string): Promise<CheckResult>;
}
