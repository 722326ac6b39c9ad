import { describe, expect, it } from 'vitest';
import { readHeader } from './header.ts';

const header = (timestamp: string) => ({
  number: '0x1',
  hash: `0x${'1'.repeat(64)}`,
  parentHash: `0x${'2'.repeat(64)}`,
  timestamp,
});

describe('a header', () => {
  it('is read with its time', () => {
    expect(readHeader(header('0x3afff4417f'))).toMatchObject({ number: 1, timestamp: 0x3afff4417f });
  });

  it('is refused with a time that no journal can hold: it would end the watch instead of showing as a gap', () => {
    expect(() => readHeader(header('0x3afff44180'))).toThrow(
      expect.objectContaining({ code: 'bad-response', found: 'a block from after the year 9999' }) as Error,
    );
  });
});
