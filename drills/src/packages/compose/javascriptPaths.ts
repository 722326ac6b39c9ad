import type { Path } from './composition.ts';

const one = (name: string, from = 'helper'): Path['imports'] => [{ name, from }];

/** In the files, `deliver` is imported from the codec's file, and `@helper`, `@second` stand for file names. */
export const JAVASCRIPT_PATHS: readonly Path[] = [
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
  {
    name: 'thrown',
    imports: one('note'),
    statement: 'note($);',
    files: {
      helper: `import { check } from '@second';\n\nexport function note(detail) {\n  try {\n    check(detail);\n  } catch (refused) {\n    deliver(refused.detail);\n  }\n}\n`,
      second: `export function check(detail) {\n  if (detail.length > 0) throw { detail };\n}\n`,
    },
  },
  {
    name: 'refused promise',
    imports: one('note'),
    statement: 'note($);',
    files: {
      helper: `function check(detail) {\n  return new Promise((_, refuse) => setTimeout(() => refuse(detail), 10));\n}\n\nexport function note(detail) {\n  check(detail).catch((refused) => deliver(refused));\n}\n`,
    },
  },
  {
    name: 'asynchronous error',
    imports: one('note'),
    statement: 'void note($);',
    files: {
      helper: `async function check(detail) {\n  throw { detail };\n}\n\nexport async function note(detail) {\n  try {\n    await check(detail);\n  } catch (refused) {\n    deliver(refused.detail);\n  }\n}\n`,
    },
  },
  {
    name: 'proxy',
    imports: one('state'),
    statement: 'state.last = $;',
    files: {
      helper: `export const state = new Proxy({}, {\n  set(held, name, detail) {\n    deliver(detail);\n    return true;\n  },\n});\n`,
    },
  },
  {
    name: 'called proxy',
    imports: one('note'),
    statement: 'note($);',
    files: {
      helper: `export const note = new Proxy(() => undefined, {\n  apply(called, self, [detail]) {\n    deliver(detail);\n  },\n});\n`,
    },
  },
  {
    name: 'defined setter',
    imports: one('state'),
    statement: 'state.last = $;',
    files: {
      helper: `export const state = {};\n\nObject.defineProperty(state, 'last', {\n  set(detail) {\n    deliver(detail);\n  },\n});\n`,
    },
  },
  {
    name: 'written out',
    imports: one('report'),
    statement: 'report($);',
    files: {
      helper: `import { Entry } from '@second';\n\nexport function report(detail) {\n  deliver(JSON.stringify({ entry: new Entry(detail) }));\n}\n`,
      second: `export class Entry {\n  #detail;\n\n  constructor(detail) {\n    this.#detail = detail;\n  }\n\n  toJSON() {\n    return { at: 1, detail: String(this.#detail) };\n  }\n}\n`,
    },
  },
  {
    name: 'as text',
    imports: one('report'),
    statement: 'report($);',
    files: {
      helper: `import { Entry } from '@second';\n\nexport function report(detail) {\n  const entry = new Entry(detail);\n  deliver('entry ' + entry);\n}\n`,
      second: `export class Entry {\n  #detail;\n\n  constructor(detail) {\n    this.#detail = detail;\n  }\n\n  toString() {\n    return String(this.#detail);\n  }\n}\n`,
    },
  },
  {
    name: 'iterated',
    imports: one('report'),
    statement: 'report($);',
    files: {
      helper: `import { Entries } from '@second';\n\nexport function report(detail) {\n  for (const one of new Entries(detail)) deliver(one);\n}\n`,
      second: `export class Entries {\n  constructor(detail) {\n    this.detail = detail;\n  }\n\n  *[Symbol.iterator]() {\n    yield this.detail;\n  }\n}\n`,
    },
  },
  {
    name: 'event target',
    imports: one('bus'),
    statement: "bus.dispatchEvent(new CustomEvent('ready', { detail: $ }));",
    files: {
      helper: `export const bus = new EventTarget();\n\nbus.addEventListener('ready', (event) => deliver(event.detail));\n`,
    },
  },
  {
    name: 'message channel',
    imports: one('post'),
    statement: 'post($);',
    files: {
      helper: `const { port1, port2 } = new MessageChannel();\n\nport2.onmessage = ({ data }) => deliver(data.detail);\n\nexport function post(detail) {\n  port1.postMessage({ detail });\n}\n`,
    },
  },
  {
    name: 'asynchronous context',
    imports: one('run'),
    statement: 'run($);',
    files: {
      helper: `import { AsyncLocalStorage } from 'node:async_hooks';\n\nconst context = new AsyncLocalStorage();\n\nfunction note() {\n  deliver(context.getStore().detail);\n}\n\nexport function run(detail) {\n  context.run({ detail }, () => note());\n}\n`,
    },
  },
  {
    name: 'diagnostics channel',
    imports: one('note'),
    statement: 'note($);',
    files: {
      helper: `import { channel, subscribe } from 'node:diagnostics_channel';\n\nconst ready = channel('acme:ready');\n\nsubscribe('acme:ready', ({ detail }) => deliver(detail));\n\nexport function note(detail) {\n  ready.publish({ detail });\n}\n`,
    },
  },
];
