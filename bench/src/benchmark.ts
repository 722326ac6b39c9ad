/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same figure of the peer or of the stated limit, measured in the same run. */
  readonly against?: { readonly name: string; readonly value: number } | undefined;
  /** What the figure (or, with `of: 'ratio'`, value ÷ against) must be at least or at most. */
  readonly floor?:
    | { readonly of: 'value' | 'ratio'; readonly atLeast?: number | undefined; readonly atMost?: number | undefined }
    | undefined;
}

export interface BenchmarkOptions {
  /** A tenth of the work, to see that it runs; its figures say nothing. */
  readonly quick: boolean;
  /** Progress for a person. */
  readonly progress: (line: string) => void;
}

/** One side-by-side measurement: `npm run bench -- NAME`. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(options: BenchmarkOptions): Promise<readonly Figure[]>;
}
