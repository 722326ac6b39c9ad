import type { ValueId } from '../ir/moduleIr.ts';
import { COPY, WRITE } from './apiGroups.ts';
import type { ModuleView, SeenCall } from './moduleView.ts';

/** The path that a call writes to, as a value; undefined where it writes no file. */
export function writtenPath(view: ModuleView, { call, apis }: SeenCall): ValueId | undefined {
  const write = apis.find((one) => WRITE.test(one) || COPY.test(one));
  if (write === undefined || isReading(view.textOf(view.argument(call, 1) ?? -1), write)) return undefined;
  if (/Path\(\)/u.test(write)) return call.receiver;
  return COPY.test(write) ? view.argument(call, 1) : (view.argument(call, 0) ?? call.receiver);
}

/** Python's `open` reads unless told otherwise. */
function isReading(mode: string | undefined, api: string): boolean {
  return api.endsWith('open') && !/[wax+]/u.test(mode ?? 'r');
}
