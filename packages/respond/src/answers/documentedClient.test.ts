import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HookServer, type Received, startHookServer } from '../testing/hookServer.ts';
import { answerKey } from './answerKey.ts';
import type { GateAnswer } from './gateAnswer.ts';
import { signGateAnswer } from './signGateAnswer.ts';

const docs = readFileSync(new URL('../../../../docs/gates.md', import.meta.url), 'utf8');
const client =
  [...docs.matchAll(/```js\n([\s\S]*?)```/g)]
    .map((block) => block[1] ?? '')
    .find((code) => code.includes('export async function mayPay')) ?? '';
const { privateKey } = generateKeyPairSync('ed25519');

let directory: string;
let server: HookServer;
let mayPay: (gate: string) => Promise<boolean>;
let answer: (
  response: ServerResponse,
  question: { readonly gate: string; readonly nonce: string; readonly request: Received },
) => void;
const signed = (
  question: { gate: string; nonce: string },
  changes: Partial<GateAnswer> = {},
  key: KeyObject = privateKey,
): string =>
  signGateAnswer(
    { v: 1, state: 'up', since: 0, at: Date.now(), journal: { size: 1, root: '' }, ...question, ...changes },
    key,
    'k',
  );

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'client-'));
  server = await startHookServer((response, _, request) => {
    const url = new URL(request.path, 'http://localhost');
    answer(response, {
      gate: decodeURIComponent(url.pathname.split('/').at(-1) ?? ''),
      nonce: url.searchParams.get('nonce') ?? '',
      request,
    });
  });
  Object.assign(process.env, {
    PORTCULLIS_URL: server.url,
    PORTCULLIS_TOKEN: 'token',
    PORTCULLIS_KEY: answerKey(privateKey).x,
  });
  const path = join(directory, 'gate.mjs');
  writeFileSync(path, client);
  ({ mayPay } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { mayPay: typeof mayPay });
});
afterEach(() => {
  server.received.length = 0;
});
afterAll(async () => {
  for (const name of ['PORTCULLIS_URL', 'PORTCULLIS_TOKEN', 'PORTCULLIS_KEY']) delete process.env[name];
  await server.close();
  rmSync(directory, { recursive: true });
});

describe('the client in docs/gates.md', () => {
  it('has at most 30 lines and imports nothing but Node', () => {
    expect(client.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
    expect([...client.matchAll(/from '([^']+)'/g)].map((match) => match[1])).toEqual(['node:crypto']);
  });

  it('pays on a fresh, signed up to its own question', async () => {
    answer = (response, { request, ...question }) => {
      expect(request.headers.authorization).toBe('Bearer token');
      response.end(signed(question));
    };
    expect(await mayPay('withdrawals')).toBe(true);
    expect(new URL(server.received[0]?.path ?? '', server.url).searchParams.get('nonce')).toMatch(/^[\w-]{22}$/);
  });

  const ask = (question: { gate: string; nonce: string }) => ({ gate: question.gate, nonce: question.nonce });
  const refusals: readonly (readonly [string, typeof answer])[] = [
    ['a signed down', (response, question) => void response.end(signed(ask(question), { state: 'down' }))],
    [
      'another key',
      (response, question) => void response.end(signed(ask(question), {}, generateKeyPairSync('ed25519').privateKey)),
    ],
    ['another gate', (response, question) => void response.end(signed({ ...ask(question), gate: 'desk' }))],
    ['another nonce', (response, question) => void response.end(signed({ ...ask(question), nonce: 'old' }))],
    ['an old answer', (response, question) => void response.end(signed(ask(question), { at: Date.now() - 6_000 }))],
    [
      'an answer from the future',
      (response, question) => void response.end(signed(ask(question), { at: Date.now() + 6_000 })),
    ],
    [
      'an answer without a time',
      (response, question) => void response.end(signed(ask(question), { at: undefined as unknown as number })),
    ],
    [
      'a state it does not know',
      (response, question) => void response.end(signed(ask(question), { state: 'open' as 'up' })),
    ],
    [
      'an unsigned answer',
      (response, question) => {
        const [, payload = ''] = signed(ask(question)).split('.');
        response.end(`${Buffer.from('{"alg":"none","typ":"portcullis-gate+jws"}').toString('base64url')}.${payload}.`);
      },
    ],
    ['a part too many', (response, question) => void response.end(`${signed(ask(question))}.x`)],
    [
      'an error that carries an answer',
      (response, question) => void response.writeHead(503).end(signed(ask(question))),
    ],
    ['JSON', (response) => void response.end('{"state":"up"}')],
    ['nothing', (response) => void response.end()],
    [
      'a redirect to an answer',
      (response, question) => {
        if (question.request.path.includes('again')) return void response.end(signed(ask(question)));
        response.writeHead(302, { location: `${question.request.path}&again=1` }).end();
      },
    ],
    ['a connection cut off', (response) => void response.destroy()],
    ['a server that hangs', () => undefined],
  ];
  it.each(refusals)('does not pay on %s', async (_, how) => {
    answer = how;
    expect(await mayPay('withdrawals')).toBe(false);
  });
});
