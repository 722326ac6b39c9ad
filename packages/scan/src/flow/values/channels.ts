import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { makerOf } from '../program/makerOf.ts';
import type { CallLink } from './callLink.ts';
import { FUNCTION } from './denotations.ts';
import { functionsGiven } from './functionsGiven.ts';
import { ofKind } from './readValues.ts';
import type { ValuesSoFar } from './values.ts';

interface Around {
  readonly values: ValuesSoFar;
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  alias(holder: ValueId, value: ValueId): void;
  /** The same as a guess. */
  presume(holder: ValueId, value: ValueId): void;
  link(call: CallIr, step: number, made: CallLink): boolean;
}

/** Whose messages something takes or sends: of a worker's own side, of who started it, or of a channel. */
type End = 'inside' | 'outside' | 'channel' | 'unknown';

interface Handler {
  readonly function: number;
  readonly end: End;
  /** What channels it is for are called; none where nothing says so. */
  readonly names: readonly string[];
  readonly file: string;
  /** The member of what it takes that is the message; undefined where it takes the message itself. */
  readonly under: 'data' | undefined;
}

const INSIDE = /^(?:node:worker_threads\.parentPort|global:process|node:process)$/u;
const OUTSIDE = /^(?:node:worker_threads\.Worker|global:(?:Shared)?Worker|node:(?:child_process|cluster)\.fork)\(\)/u;
const CHANNEL = /^(?:global:|node:worker_threads\.)(?:BroadcastChannel|MessageChannel|MessagePort)\b/u;
const STARTS = /^(?:node:worker_threads\.Worker|global:(?:Shared)?Worker|node:child_process\.fork)$/u;
const STORAGE = /^node:async_hooks\.AsyncLocalStorage\(\)/u;
const DIAGNOSTICS = /^node:diagnostics_channel\b/u;
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener']);
const METHODS: ReadonlySet<string> = new Set([
  ...LISTENS,
  'postMessage',
  'send',
  'dispatchEvent',
  'subscribe',
  'publish',
  'run',
  'enterWith',
  'getStore',
]);
/** Of these a worker's own, which it may call without an object. */
const GLOBALS = ['postMessage', 'addEventListener'] as const;
/** How far back a file's name is looked for: `new URL(name, base)`, `join(folder, name)`, in one another. */
const DEEPEST = 3;

/**
 * Ways on which the runtime hands a value from one function to another by an object that both know: messages between threads
 * and processes, events with what they say, storage that lasts as long as a call. Where the file of a worker is not
 * known, it is a guess.
 */
export function channels({ values, listeners, alias, presume, link }: Around): void {
  const { program, sets } = values;
  const { memberNames } = program;
  const wanted = new Set([...METHODS].map((name) => memberNames.idOf(name)));
  const calls = new Map<string, [call: CallIr, step: number][]>();
  const starts: CallIr[] = [];
  for (const step of program.calls) {
    const callee = program.reads[program.starts[step] as number] as ValueId;
    const paths = pathsOf(callee);
    const method = values.methodNameOf(callee);
    if (paths.some((path) => STARTS.test(path))) starts.push(program.step(step) as CallIr);
    const bare = GLOBALS.find((one) => paths.includes(`global:${one}`));
    if (bare === undefined && (method < 0 || !wanted.has(method))) continue;
    const name = bare ?? memberNames.textOf(method);
    const held = calls.get(name);
    if (held === undefined) calls.set(name, [[program.step(step) as CallIr, step]]);
    else held.push([program.step(step) as CallIr, step]);
  }
  sendMessages();
  dispatchEvents();
  publish();
  keepStores();
  handToWorkers();

  function named(name: string): readonly [call: CallIr, step: number][] {
    return calls.get(name) ?? [];
  }
  function pathsOf(value: ValueId): readonly string[] {
    return values.apisOf(value).map((api) => values.denotations.apis.text(api));
  }
  function textsOf(value: ValueId): readonly string[] {
    return values.constantsOf(value).map(String);
  }
  function tell(call: CallIr, step: number, index: number, isGuess: boolean, under?: string): void {
    link(call, step, { function: index, how: 'message', ...(under === undefined ? {} : { under }), isGuess });
  }

  /** `undefined` where it is something else from outside: a socket has messages too. */
  function endOf(value: ValueId | undefined): End | undefined {
    if (value === undefined || values.holdersOf(value).includes(program.globalObject)) return 'inside';
    const paths = pathsOf(value);
    if (paths.some((path) => INSIDE.test(path))) return 'inside';
    if (paths.some((path) => OUTSIDE.test(path))) return 'outside';
    if (paths.some((path) => CHANNEL.test(path))) return 'channel';
    return paths.length === 0 ? 'unknown' : undefined;
  }
  function handlers(): readonly Handler[] {
    const found: Handler[] = [];
    const add = (
      functions: readonly number[],
      on: ValueId | undefined,
      module: number,
      under: Handler['under'],
    ): void => {
      const end = endOf(on);
      if (end === undefined || (end === 'unknown' && under === undefined)) return;
      const names = on === undefined ? [] : textsOf(on);
      const file = program.modules[module]?.file ?? '';
      for (const one of functions) found.push({ function: one, end, names, file, under });
    };
    for (const method of LISTENS) {
      for (const [call, step] of named(method)) {
        const [event] = call.arguments;
        if (event === undefined || !textsOf(event.value).includes('message')) continue;
        add(
          functionsGiven(sets, call),
          call.receiver,
          program.moduleOfStep(step),
          method === 'addEventListener' ? 'data' : undefined,
        );
      }
    }
    const onMessage = memberNames.idOf('onmessage');
    for (const step of program.stores) {
      if (program.names[step] !== onMessage) continue;
      const at = program.starts[step] as number;
      add(
        ofKind(sets, program.reads[at + 1] as ValueId, FUNCTION),
        program.reads[at] as ValueId,
        program.moduleOfStep(step),
        'data',
      );
    }
    for (const value of values.readByName('onmessage'))
      add(ofKind(sets, value, FUNCTION), undefined, program.moduleOf(value), 'data');
    return found;
  }
  function sendMessages(): void {
    const posts = [...named('postMessage'), ...named('send').filter(([call]) => isProcess(call.receiver))];
    if (posts.length === 0) return;
    const all = handlers();
    const files = starts.map(filesOf);
    const known = new Set(files.flat());
    const areKnown = files.length > 0 && files.every((one) => one.length > 0);
    for (const [call, step] of posts) {
      const end = endOf(call.receiver);
      const names = call.receiver === undefined ? [] : textsOf(call.receiver);
      if (end === undefined) continue;
      for (const one of all) {
        if (!meets(end, one.end) || !isSameName(names, one.names)) continue;
        const isSure = end === 'outside' ? areKnown && known.has(one.file) : end !== 'unknown' && one.end !== 'unknown';
        tell(call, step, one.function, !isSure, one.under);
      }
    }
  }
  function isProcess(value: ValueId | undefined): boolean {
    return value !== undefined && pathsOf(value).some((path) => /fork\(\)|process$/u.test(path));
  }
  /** A worker's own side is a window's too, which has its own messages. */
  function meets(from: End, to: End): boolean {
    if (from === 'outside') return to === 'inside' || to === 'unknown';
    if (from === 'channel') return to !== 'outside';
    return true;
  }
  function isSameName(some: readonly string[], others: readonly string[]): boolean {
    return some.length === 0 || others.length === 0 || some.some((one) => others.includes(one));
  }
  /** Files of the package that a worker may run; none where nothing says so. */
  function filesOf(call: CallIr): readonly string[] {
    const [first] = call.arguments;
    const texts = first === undefined ? [] : namesIn(first.value, DEEPEST);
    return texts.flatMap((text) => {
      const tail = text.replace(/^(?:file:\/\/)?(?:\.{0,2}\/)*/u, '');
      if (tail === '') return [];
      return program.modules
        .map(({ file }) => file)
        .filter((file) => [file, file.replace(/\.\w+$/u, '')].some((one) => one === tail || one.endsWith(`/${tail}`)));
    });
  }
  function namesIn(value: ValueId, depth: number): readonly string[] {
    const written = textsOf(value);
    if (written.length > 0 || depth === 0) return written;
    const made = makerOf(program, value);
    if (made?.is === 'copy') return namesIn(made.from, depth - 1);
    if (made?.is === 'join') return made.parts.slice(-1).flatMap((one) => namesIn(one, depth - 1));
    return made?.is === 'call' ? made.arguments.flatMap((one) => namesIn(one.value, depth - 1)) : [];
  }

  /** What is dispatched stands for its type as well. */
  function dispatchEvents(): void {
    for (const [call, step] of named('dispatchEvent')) {
      const [event] = call.arguments;
      if (event === undefined) continue;
      const types = textsOf(event.value);
      for (const type of types.length > 0 ? types : listeners.keys())
        for (const one of listeners.get(type) ?? []) tell(call, step, one, types.length === 0);
    }
  }
  function publish(): void {
    const subscribed = named('subscribe').filter(([call]) => isOf(call, DIAGNOSTICS));
    for (const [call, step] of subscribed.length === 0 ? [] : named('publish')) {
      if (call.receiver === undefined || !isOf(call, DIAGNOSTICS)) continue;
      for (const [other] of subscribed) {
        const [first] = other.arguments;
        const names = [
          ...(other.receiver === undefined ? [] : textsOf(other.receiver)),
          ...(first === undefined ? [] : textsOf(first.value)),
        ];
        if (!isSameName(textsOf(call.receiver), names)) continue;
        for (const one of functionsGiven(sets, other)) tell(call, step, one, false);
      }
    }
  }
  function isOf(call: CallIr, api: RegExp): boolean {
    return pathsOf(call.callee).some((path) => api.test(path));
  }
  /** What a storage is given is what it gives, wherever it is asked. */
  function keepStores(): void {
    const asked = named('getStore').filter(([call]) => isOf(call, STORAGE));
    for (const [call] of asked.length === 0 ? [] : [...named('run'), ...named('enterWith')]) {
      const [store] = call.arguments;
      if (store === undefined || call.receiver === undefined || !isOf(call, STORAGE)) continue;
      const holders = values.holdersOf(call.receiver);
      for (const [other] of asked) {
        const others = other.receiver === undefined ? [] : values.holdersOf(other.receiver);
        const isSame = holders.some((one) => others.includes(one));
        if (!isSame && holders.length > 0 && others.length > 0) continue;
        sets.link(store.value, other.to);
        (isSame ? alias : presume)(store.value, other.to);
      }
    }
  }
  /** `workerData` of what starts a worker is `workerData` there. */
  function handToWorkers(): void {
    const name = memberNames.idOf('workerData');
    const given = starts.flatMap(({ arguments: [, options] }) =>
      (options === undefined ? [] : values.holdersOf(options.value)).flatMap((holder) =>
        sets.sourcesOf(sets.cellOf(holder, name)),
      ),
    );
    if (given.length === 0) return;
    for (const step of program.loads) {
      if (program.names[step] !== name) continue;
      const to = program.gives[step] as ValueId;
      if (!pathsOf(to).includes('node:worker_threads.workerData')) continue;
      for (const one of given) if (one < program.valueCount) alias(one, to);
    }
  }
}
