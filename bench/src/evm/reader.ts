/** What a reader of the benchmark is told, as its first argument in JSON. */
export interface ReaderTask {
  readonly http: string;
  readonly ws: string;
  readonly watched: readonly string[];
  readonly blocks: number;
}

/** What it found, printed as its last line in JSON. */
export interface ReaderResult {
  readonly seconds: number;
  readonly found: readonly string[];
  readonly rss: number;
}

/** The task of this process. */
export function readerTask(): ReaderTask {
  return JSON.parse(process.argv[2] ?? '{}') as ReaderTask;
}

/** Tells the result and ends the process. `rss` is the most memory the process ever held, in MB. */
export function readerDone(seconds: number, found: readonly string[]): never {
  const result: ReaderResult = { seconds, found, rss: process.resourceUsage().maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}

/** Sets the newest block of the served chain. */
export async function setHead(http: string, head: number): Promise<void> {
  await fetch(http, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'bench_head', params: [head] }),
  });
}
