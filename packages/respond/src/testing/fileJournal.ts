import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type Entry, parseEntry, type Recorded } from '@portcullis/model';

/** A journal for tests: one entry a line, durable when `append` resolves, a key only once. A torn last line is forgotten. */
export interface FileJournal {
  append(entries: readonly Entry[]): Promise<void>;
  all(): readonly Recorded[];
  follow(listener: (recorded: readonly Recorded[]) => void): void;
  close(): void;
}

export function openFileJournal(path: string): FileJournal {
  const entries: Entry[] = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => parseEntry(JSON.parse(line)))
    : [];
  const keys = new Set(entries.map((entry) => entry.key));
  const listeners: ((recorded: readonly Recorded[]) => void)[] = [];
  const file = openSync(path, 'a', 0o600);
  return {
    append: async (added) => {
      const fresh = added.map((entry) => parseEntry(entry)).filter((entry) => !keys.has(entry.key));
      writeSync(file, fresh.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      fsyncSync(file);
      const recorded = fresh.map((entry, at) => ({ index: entries.length + at, entry }));
      entries.push(...fresh);
      for (const entry of fresh) keys.add(entry.key);
      if (recorded.length > 0) for (const listener of listeners) listener(recorded);
      return Promise.resolve();
    },
    all: () => entries.map((entry, index) => ({ index, entry })),
    follow: (listener) => void listeners.push(listener),
    close: () => closeSync(file),
  };
}
