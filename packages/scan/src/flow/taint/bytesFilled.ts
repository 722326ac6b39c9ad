import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { Values } from '../values/values.ts';

/** Where a call has what it writes, and what it writes into: its receiver, or the argument at a place. */
type Filling = readonly [from: 'receiver' | number, into: number];

const BY_METHOD: ReadonlyMap<string, Filling> = new Map([
  ['copy', ['receiver', 0]],
  ['encodeInto', [0, 1]],
  ['readinto', ['receiver', 0]],
  ['readinto1', ['receiver', 0]],
  ['recv_into', ['receiver', 0]],
  ['update_into', [0, 1]],
]);
const BY_API: ReadonlyMap<string, Filling> = new Map([
  ['global:Atomics.store', [2, 0]],
  ['global:Atomics.exchange', [2, 0]],
  ['global:Atomics.add', [2, 0]],
  ['global:Atomics.or', [2, 0]],
  ['global:Atomics.xor', [2, 0]],
  ['py:struct.pack_into', [3, 1]],
  ['py:ctypes.memmove', [1, 0]],
]);
/** Makes another view of the same bytes, where it is given bytes and no list. */
const MAKES_VIEW = /^(?:global:(?:\w+Array|DataView)|(?:global:|node:buffer\.)Buffer\.from)$/u;
const OF_BYTES = /(?:^global:(?:Shared)?ArrayBuffer\(\)|\.buffer)$/u;

/** What a call that is given a value writes it into, besides the object whose method it is. */
export function bytesFilled(
  call: CallIr,
  value: ValueId,
  method: string | undefined,
  api: string | undefined,
): ValueId | undefined {
  const filling = (api === undefined ? undefined : BY_API.get(api)) ?? BY_METHOD.get(method ?? '');
  if (filling === undefined) return undefined;
  const [from, into] = filling;
  const isFrom =
    from === 'receiver' ? call.receiver === value : call.arguments.some((one, at) => at >= from && one.value === value);
  const given = call.arguments[into]?.value;
  return isFrom && given !== value ? given : undefined;
}

/** The value whose bytes are those of what a step gives: what is written into one is in the other. */
export function viewedBy(values: Values, step: StepIr): ValueId | undefined {
  if (step.is !== 'call') return undefined;
  if (step.receiver !== undefined && values.methodOf(step) === 'subarray') return step.receiver;
  const given = step.arguments[0]?.value;
  if (given === undefined) return undefined;
  const paths = values.apisOf(step.callee).map((api) => values.denotations.apis.text(api));
  if (paths.includes('global:memoryview')) return given;
  return paths.some((path) => MAKES_VIEW.test(path)) && isBytes(values, given) ? given : undefined;
}

function isBytes(values: Values, value: ValueId): boolean {
  if (values.apisOf(value).some((api) => OF_BYTES.test(values.denotations.apis.text(api)))) return true;
  const { makes } = values.program;
  for (let at = makes.offsets[value] as number; at < (makes.offsets[value + 1] as number); at++) {
    const step = values.program.step(makes.items[at] as number);
    if (step.is === 'load' && step.key === 'buffer') return true;
  }
  return false;
}
