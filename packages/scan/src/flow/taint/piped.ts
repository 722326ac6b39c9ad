import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import type { Values } from '../values/values.ts';

const PIPES: ReadonlySet<string> = new Set(['pipe', 'pipeTo', 'pipeThrough']);
const PIPELINE = /^node:stream(?:\/promises)?\.pipeline$/u;

/**
 * What writes out, as its `write` does, what a call hands on to it from a value: `from.pipe(to)`, `pipeline(from, through, to)`,
 * Python's `copyfileobj(from, to)`.
 */
export function pipedInto(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  call: CallIr,
  value: ValueId,
  method: string | undefined,
  api: string | undefined,
): readonly ApiFacts[] {
  const { apis } = values.denotations;
  const write = values.program.memberNames.idOf('write');
  return ends(call, value, method, api)
    .flatMap((one) => values.apisOf(one))
    .map((one) => factsOf(apis.member(one, write)))
    .filter(({ sink }) => sink !== undefined);
}

function ends(
  { receiver, arguments: given }: CallIr,
  value: ValueId,
  method: string | undefined,
  api: string | undefined,
): readonly ValueId[] {
  if (receiver === value && PIPES.has(method ?? '')) return given.slice(0, 1).map((one) => one.value);
  if (api === undefined || !(PIPELINE.test(api) || api === 'py:shutil.copyfileobj')) return [];
  const place = given.findIndex((one) => one.value === value);
  return place < 0 ? [] : given.slice(place + 1).map((one) => one.value);
}
