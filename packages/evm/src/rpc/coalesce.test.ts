import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';
import type { RpcAnswer, RpcCall } from './rpcCall.ts';

const calls = (...methods: string[]): RpcCall[] => methods.map((method) => ({ method, params: [] }));

it('sends what is asked in one turn as one message, and gives each its own answers', async () => {
  const sent: number[] = [];
  const batch = coalesce(async (all) => {
    sent.push(all.length);
    return all.map(({ method }): RpcAnswer => ({ ok: true, result: method }));
  });
  const results = await Promise.all([batch(calls('a', 'b')), batch(calls('c')), batch([])]);
  expect(results.map((answers) => answers.map((answer) => answer.ok && answer.result))).toEqual([
    ['a', 'b'],
    ['c'],
    [],
  ]);
  await batch(calls('d'));
  expect(sent).toEqual([3, 1]);
  await Promise.all(Array.from({ length: 3 }, () => batch(calls(...Array.from({ length: 120 }, String)))));
  expect(sent).toEqual([3, 1, 240, 120]);
});

it('gives a failure to everybody in the message', async () => {
  const batch = coalesce(() => Promise.reject(new Error('gone')));
  const results = await Promise.allSettled([batch(calls('a')), batch(calls('b'))]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
