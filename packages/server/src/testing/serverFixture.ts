import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { intentId, intentText, type Intent, parseEstate } from '@portcullis/model';
import { createIntent, type IntentFields } from '@portcullis/signoff';
import { pino } from 'pino';
import { createSoftKey, type SoftKey } from '../../../signoff/src/testing/softKey.ts';
import { type RunningServer, startServer } from '../startServer.ts';

type Proposed = IntentFields extends infer Kind ? (Kind extends IntentFields ? Omit<Kind, 'proposer'> : never) : never;

/** Three custodians with keys in memory, and an estate file around them. */
export interface ServerFixture {
  readonly directory: string;
  readonly estateFile: string;
  readonly keys: Readonly<Record<'alice' | 'bob' | 'carol' | 'stranger', SoftKey>>;
  /** Starts a server on the fixture's files; a second one only after the first stopped. */
  start(): Promise<Started>;
  /** An intent under the estate in the file. */
  /** By alice unless `fields` say otherwise. */
  intent(fields: Proposed): Intent;
  rewrite(change: (text: string) => string): string;
}

export interface Started {
  readonly server: RunningServer;
  stop(): Promise<void>;
  /** A request with the operator's token unless another, or none, is given. */
  ask(
    path: string,
    options?: { method?: string; body?: unknown; token?: string | null },
  ): Promise<{ status: number; json: Record<string, any>; text: string }>;
  propose(intent: Intent, by?: SoftKey): Promise<{ status: number; json: Record<string, any> }>;
  sign(intent: Intent, by: SoftKey): Promise<{ status: number; json: Record<string, any> }>;
}

/** Makes the files; `parts` stands after the custodians in the estate file. */
export function serverFixture(parts: string): ServerFixture {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-server-'));
  const estateFile = join(directory, 'portcullis.yaml');
  const keys = {
    alice: createSoftKey('ed25519'),
    bob: createSoftKey('ecdsa-256'),
    carol: createSoftKey('sk-ed25519'),
    stranger: createSoftKey('ed25519'),
  };
  const people = (['alice', 'bob', 'carol'] as const).map((id) => `  - {id: ${id}, keys: ['${keys[id].text.trim()}']}`);
  writeFileSync(join(directory, 'desk.token'), 'desk-token\n', { mode: 0o600 });
  writeFileSync(
    estateFile,
    `estate: Test Estate\ncustodians:\n${people.join('\n')}\n${parts}\nclients:\n  - {id: desk, token: {file: desk.token}, may: [gates]}\nlisten: 127.0.0.1:0\n`,
  );
  return {
    directory,
    estateFile,
    keys,
    start: () => start(directory, estateFile),
    intent(fields) {
      const parsed = parseEstate(readFileSync(estateFile, 'utf8'));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
      return createIntent({ proposer: 'alice', ...fields } as IntentFields, {
        estate: parsed.estate,
        now: Date.now(),
        nonce: crypto.randomUUID(),
      });
    },
    rewrite(change) {
      const text = change(readFileSync(estateFile, 'utf8'));
      writeFileSync(estateFile, text);
      return text;
    },
  };
}

async function start(directory: string, estateFile: string): Promise<Started> {
  const stopping = new AbortController();
  const dataDirectory = join(directory, 'data');
  const server = await startServer({
    estateFile,
    dataDirectory,
    log: pino({ level: 'silent' }),
    signal: stopping.signal,
  });
  const operator = readFileSync(join(dataDirectory, 'api-token'), 'utf8').trim();

  const ask: Started['ask'] = async (path, { method = 'GET', body, token = operator } = {}) => {
    const headers: Record<string, string> = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      text,
      json:
        response.headers.get('content-type')?.includes('json') === true
          ? (JSON.parse(text) as Record<string, any>)
          : {},
    };
  };
  return {
    server,
    ask,
    async stop() {
      stopping.abort();
      await server.closed;
    },
    propose: (intent, by) =>
      ask('/v1/intents', {
        method: 'POST',
        body: { intent, ...(by === undefined ? {} : { signature: by.sign(intentText(intent)) }) },
      }),
    sign: (intent, by) =>
      ask(`/v1/intents/${intentId(intent)}/signatures`, {
        method: 'POST',
        body: { signature: by.sign(intentText(intent)) },
      }),
  };
}
