import { describe, expect, it } from 'vitest';
import { batchText, readAnswers } from './readAnswers.ts';
import { redactUrl } from './redactUrl.ts';

describe('redactUrl', () => {
  it.each([
    ['wss://user:secret@node.example:8546/v3/key?token=abc#x', 'wss://node.example:8546/…'],
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545'],
    ['http://127.0.0.1:8545/?apikey=1', 'http://127.0.0.1:8545/…'],
    ['nonsense with a key', '(not an address)'],
  ])('shows nothing of %s that may be secret', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });
});

describe('readAnswers', () => {
  it('puts answers into the order of their calls', () => {
    const answers = [
      { id: 8, result: 'b' },
      { id: 7, result: 'a' },
      { id: 9, error: { code: -32000, message: 'no' } },
    ];
    expect(readAnswers(answers, 7, 3)).toEqual([
      { ok: true, result: 'a' },
      { ok: true, result: 'b' },
      { ok: false, code: -32000, message: 'no', data: undefined },
    ]);
  });

  it('takes one error for the whole batch as the answer to each call', () => {
    expect(readAnswers({ id: null, error: { code: -32600, message: 'too many' } }, 1, 2)).toMatchObject([
      { code: -32600 },
      { code: -32600 },
    ]);
  });

  it.each([
    ['text', 'nonsense'],
    ['a missing answer', [{ id: 1, result: 1 }]],
    [
      'two answers to one call',
      [
        { id: 1, result: 1 },
        { id: 1, result: 2 },
      ],
    ],
    [
      'an answer nobody asked for',
      [
        { id: 1, result: 1 },
        { id: 3, result: 2 },
      ],
    ],
    ['neither result nor error', [{ id: 1 }, { id: 2, result: 1 }]],
    ['no object', [null, 1]],
  ])('refuses %s', (_what, value) => {
    expect(() => readAnswers(value, 1, 2)).toThrow(
      expect.objectContaining({ code: 'bad-response', kind: 'retryable' }) as Error,
    );
  });

  it('writes what JSON-RPC reads', () => {
    expect(JSON.parse(batchText([{ method: 'eth_call', params: [{ data: '0x' }, 'latest'] }], 4))).toEqual([
      { jsonrpc: '2.0', id: 4, method: 'eth_call', params: [{ data: '0x' }, 'latest'] },
    ]);
  });
});
