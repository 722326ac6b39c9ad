import type { ValueId } from '../../ir/moduleIr.ts';
import { FUNCTION } from './denotations.ts';
import { functionsGiven } from './functionsGiven.ts';
import type { NamedCalls } from './namedCalls.ts';
import { ofKind } from './readValues.ts';
import { isSameChannel } from './isSameChannel.ts';
import type { Tell } from './callLink.ts';
import type { ValuesSoFar } from './values.ts';
import { workerFiles } from './workerFiles.ts';

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
const LISTENS: readonly string[] = ['on', 'once', 'addListener', 'addEventListener'];

/** Messages between threads, processes and windows. Where the file of a worker is not known, it is a guess. */
export function messages(
  values: ValuesSoFar,
  calls: NamedCalls,
  tell: Tell,
  alias: (holder: ValueId, value: ValueId) => void,
): void {
  const { program, sets } = values;
  const { memberNames } = program;
  sendMessages();
  handToWorkers();

  /** `undefined` where it is something else from outside: a socket has messages too. */
  function endOf(value: ValueId | undefined): End | undefined {
    if (value === undefined || values.holdersOf(value).includes(program.globalObject)) return 'inside';
    const paths = calls.pathsOf(value);
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
      const names = calls.textsOf(on);
      const file = program.modules[module]?.file ?? '';
      for (const one of functions) found.push({ function: one, end, names, file, under });
    };
    for (const method of LISTENS) {
      for (const [call, step] of calls.named(method)) {
        const [event] = call.arguments;
        if (event === undefined || !calls.textsOf(event.value).includes('message')) continue;
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
    const posts = [...calls.named('postMessage'), ...calls.named('send').filter(([call]) => isProcess(call.receiver))];
    if (posts.length === 0) return;
    const all = handlers();
    const files = calls.starts.map((call) => workerFiles(values, call));
    const known = new Set(files.flat());
    const areKnown = files.length > 0 && files.every((one) => one.length > 0);
    for (const [call, step] of posts) {
      const end = endOf(call.receiver);
      const names = calls.textsOf(call.receiver);
      if (end === undefined) continue;
      for (const one of all) {
        if (!meets(end, one.end) || !isSameChannel(names, one.names)) continue;
        const isSure = end === 'outside' ? areKnown && known.has(one.file) : end !== 'unknown' && one.end !== 'unknown';
        tell(call, step, one.function, !isSure, one.under);
      }
    }
  }
  function isProcess(value: ValueId | undefined): boolean {
    return value !== undefined && calls.pathsOf(value).some((path) => /fork\(\)|process$/u.test(path));
  }
  /** A worker's own side is a window's too, which has its own messages. */
  function meets(from: End, to: End): boolean {
    if (from === 'outside') return to === 'inside' || to === 'unknown';
    if (from === 'channel') return to !== 'outside';
    return true;
  }
  /** `workerData` of what starts a worker is `workerData` there. */
  function handToWorkers(): void {
    const name = memberNames.idOf('workerData');
    const given = calls.starts.flatMap(({ arguments: [, options] }) =>
      (options === undefined ? [] : values.holdersOf(options.value)).flatMap((holder) =>
        sets.sourcesOf(sets.cellOf(holder, name)),
      ),
    );
    if (given.length === 0) return;
    for (const step of program.loads) {
      if (program.names[step] !== name) continue;
      const to = program.gives[step] as ValueId;
      if (!calls.pathsOf(to).includes('node:worker_threads.workerData')) continue;
      for (const one of given) if (one < program.valueCount) alias(one, to);
    }
  }
}
