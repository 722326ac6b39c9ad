import { describe, expect, it } from 'vitest';
import { causeWords } from './causeWords.ts';

describe('who moved a gate', () => {
  it.each([
    [null, ''],
    ['upgrade.unpermitted/eip155:56/0x12/upgrade/0x7c/0', '  by upgrade.unpermitted'],
    [`sha256:eaf08e66${'0'.repeat(56)}`, '  by people, intent eaf08e66'],
    ['finding 1', '  by finding 1'],
  ])('%s', (by, words) => {
    expect(causeWords(by)).toBe(words);
  });
});
