import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { placeNames } from '../values/placeNames.ts';
import type { Values } from '../values/values.ts';
import { makerOf } from '../program/makerOf.ts';

/** Files, and other places that outlast the program's memory, which a package writes and reads itself. */
export interface KeptFiles {
  /** What the package reads from where a call writes to. */
  readBack(step: number): readonly ValueId[];
  /** Whether a call writes what holds many things, of which whoever reads it takes one. */
  writesObject(call: CallIr): boolean;
}

/** Writes to something opened before: `open(path, 'a').write(x)`, `fs.writeSync(fd, x)`, `json.dump(x, file)`. */
const OF_OPENED = /\)\.(write|writelines|end)$/u;
const OF_SECOND = /^py:(json|pickle)\.dump$/u;
const OF_RECEIVER = /^py:pathlib\.(?!.*open\(\))/u;
const OF_DESCRIPTOR = /^node:fs\.(write|writeSync)$/u;
const STORAGE = /^global:(localStorage|sessionStorage)\.(getItem|setItem)$/u;
const OPENS = /^(global:open|py:(io|codecs)\.open|node:fs\.(open|openSync|createWriteStream))$/u;
const WRITING_MODE = /^[wax]/u;
const SERIALIZES =
  /^(global:JSON\.stringify|py:(json|yaml|toml|tomli_w|pickle)\.(dumps|safe_dump|dump)|npm:(js-yaml|yaml).*)$/u;
const DEEPEST = 6;

export function createKeptFiles(values: Values, factsOf: (api: number) => ApiFacts): KeptFiles {
  const { program } = values;
  let byPlace: ReadonlyMap<string, readonly ValueId[]> | undefined;
  const known = new Map<number, readonly ValueId[]>();

  function readsByPlace(): ReadonlyMap<string, readonly ValueId[]> {
    const found = new Map<string, ValueId[]>();
    for (const index of program.calls) {
      const step = program.step(index) as CallIr;
      for (const place of placesRead(step)) {
        const held = found.get(place) ?? [];
        held.push(step.to);
        for (const link of values.links[index] ?? []) {
          const last = link.how === 'callback' ? program.functions[link.function]?.parameters.at(-1) : undefined;
          if (last !== undefined) held.push(last.value);
        }
        found.set(place, held);
      }
    }
    return found;
  }
  function placesRead(call: CallIr): readonly string[] {
    for (const { path, readsFile } of apisOf(call)) {
      const storage = STORAGE.exec(path);
      if (storage?.[2] === 'getItem') return placesOf(call, call.arguments[0]?.value, storage[1]);
      if (readsFile) return isForWriting(call) ? [] : placesOf(call, pathOf(call, path));
    }
    return [];
  }
  function placesWritten(call: CallIr): readonly string[] {
    for (const { path, sink } of apisOf(call)) {
      if (sink?.kind !== 'later') continue;
      const storage = STORAGE.exec(path);
      if (storage !== null) return placesOf(call, call.arguments[0]?.value, storage[1]);
      const opened = OF_OPENED.test(path)
        ? call.receiver
        : OF_SECOND.test(path)
          ? call.arguments[1]?.value
          : OF_DESCRIPTOR.test(path)
            ? call.arguments[0]?.value
            : undefined;
      if (opened === undefined) return placesOf(call, pathOf(call, path));
      const opener = openerOf(opened, 0);
      return opener === undefined ? [] : placesOf(opener, opener.arguments[0]?.value);
    }
    return [];
  }
  function apisOf(call: CallIr): readonly ApiFacts[] {
    return values.apisOf(call.callee).map((api) => factsOf(api));
  }
  function pathOf(call: CallIr, api: string): ValueId | undefined {
    return OF_RECEIVER.test(api) ? call.receiver : call.arguments[0]?.value;
  }
  /**
   * By name, and by the value itself where that is one place: a variable of the module, or of the function that reads or
   * writes there.
   */
  function placesOf(call: CallIr, value: ValueId | undefined, prefix = 'file'): readonly string[] {
    if (value === undefined) return [];
    const named = placeNames(values, value).map((name) => `${prefix} ${name}`);
    let root = value;
    for (let made = makerOf(program, root); made?.is === 'copy'; made = makerOf(program, root)) root = made.from;
    const owner = program.functionOf[root] as number;
    const isOne = owner === program.functionOf[call.to] || program.functions[owner]?.isModuleBody === true;
    return isOne ? [...named, `${prefix} of ${root}`] : named;
  }
  /** The call that opened what a value holds. */
  function openerOf(value: ValueId, depth: number): CallIr | undefined {
    if (depth > DEEPEST) return undefined;
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++) {
      const step = program.step(items[at] as number);
      if (step?.is === 'call' && apisOf(step).some(({ path }) => OPENS.test(path))) return step;
      const from =
        step?.is === 'copy'
          ? step.from
          : step?.is === 'call' && step.receiver !== undefined
            ? step.receiver
            : undefined;
      const found = from === undefined ? undefined : openerOf(from, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  function isForWriting(call: CallIr): boolean {
    const mode = call.arguments.find((one) => one.name === 'mode') ?? call.arguments[1];
    return mode !== undefined && values.constantsOf(mode.value).some((one) => WRITING_MODE.test(String(one)));
  }
  return {
    readBack(step) {
      const made = program.step(step);
      if (made?.is !== 'call') return [];
      let found = known.get(step);
      if (found === undefined) {
        const places = placesWritten(made);
        if (places.length > 0) byPlace ??= readsByPlace();
        found = [...new Set(places.flatMap((place) => byPlace?.get(place) ?? []))];
        known.set(step, found);
      }
      return found;
    },
    writesObject(call) {
      if (apisOf(call).some(({ path }) => OF_SECOND.test(path))) return true;
      return call.arguments.some(({ value }) => {
        const made = makerOf(program, value);
        return made?.is === 'call' && apisOf(made).some(({ path }) => SERIALIZES.test(path));
      });
    },
  };
}
