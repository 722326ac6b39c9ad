import { execFileSync } from 'node:child_process';
import { type Intent, intentText, parseIntent } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { printToSign } from './printToSign.ts';

const intentWith = (note: string): Intent =>
  parseIntent({
    v: 1,
    kind: 'drop',
    gate: 'g',
    estate: `sha256:${'a'.repeat(64)}`,
    nonce: 'n'.repeat(16),
    proposer: 'alice',
    created: 1,
    expires: 2,
    note,
  });

describe('the commands for another machine', () => {
  it.each([
    ["it's over"],
    ["'; rm -rf ~; '"],
    ['$(id) `id` \\ "x" %s'],
    ['größer 日本'],
    ['hidden \u202e and \u200b and \u009b2J'],
  ])('give the exact text to a shell, whatever the note: %j', (note) => {
    const intent = intentWith(note);
    const [write] = printToSign(intent, 'x').commands;
    const bytes = execFileSync('sh', ['-ec', write?.replace(/ > [^>]*$/, '') ?? '']);
    expect(bytes.toString('utf8')).toBe(intentText(intent));
  });

  it('shows nothing that a terminal would obey', () => {
    expect(printToSign(intentWith('\u009b2J\u202e'), "a'b").lines.join('\n')).not.toMatch(/[\u009b\u202e]/);
  });
});
