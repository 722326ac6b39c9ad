import type { CallIr, StepIr, ValueId } from '../../ir/moduleIr.ts';
import {
  ELEMENT_ATTRIBUTES,
  LOADING_ATTRIBUTES,
  LOADING_CALLS,
  LOADING_MEMBERS,
  LOADING_METHODS,
  MAKES_ELEMENT,
} from '../catalog/pageCatalog.ts';
import type { Values } from '../values/values.ts';
import { stepAt } from './taintContext.ts';

/** A `join` that puts parts into an address which a page then loads. */
export interface AddressJoin {
  /** What loads it, as reports say it. */
  readonly api: string;
  /** Positions of the parts that are in the address. */
  readonly parts: ReadonlySet<number>;
}

/** An address that was begun and not ended: of an attribute, a style, or by itself. */
const OPEN =
  /(?:\b(?:src|href|srcset|action|formaction|poster|background|data|ping)\s*=\s*["']?|url\(\s*["']?|@import\s+["']|(?:https?:|wss?:)?\/\/)([^\s"'<>()]*)$/iu;
/** What stays in the page. */
const INSIDE = /^(?:#|(?:data|blob|javascript|about|mailto):)/iu;
/** Stands for a part of which nothing is known. */
const UNKNOWN = '\u0000';
const MOST_LOOKED = 200;
const MOST_TEXTS = 4;
const DEEPEST = 5;

const known = new WeakMap<Values, ReadonlyMap<number, AddressJoin>>();

/** By step: the texts of a package that are put together around an address and then stand in a page. */
export function addressJoins(values: Values): ReadonlyMap<number, AddressJoin> {
  let found = known.get(values);
  if (found === undefined) known.set(values, (found = findJoins(values)));
  return found;
}

function findJoins(values: Values): ReadonlyMap<number, AddressJoin> {
  const { program, sets, denotations } = values;
  const { names, memberNames, starts, reads, makes } = program;
  const found = new Map<number, { readonly api: string; readonly parts: Set<number> }>();
  const parameterAt = new Map<ValueId, readonly [index: number, place: number]>();
  const isLoading = new Map<number, boolean>();
  const isLoadingMethod = new Map<number, boolean>();
  const isLoadingApi = new Map<number, boolean>();
  for (const index of program.stores) {
    const name = names[index] as number;
    if (name >= 0 && !isMember(name)) continue;
    const step = program.step(index);
    if (step.is !== 'store') continue;
    const key = values.keysOf(step.key).find((one) => LOADING_MEMBERS.has(one) || one === 'location');
    if (key === undefined) continue;
    const apis = values.apisOf(step.into);
    const isPage = key === 'location' ? apis.some((api) => denotations.apis.isGlobalObject(api)) : apis.length > 0;
    // A member of that name of an object of the package's own is any member.
    if (isPage || (key !== 'location' && values.holdersOf(step.into).length === 0))
      walk(step.from, `an element's ${key}`);
  }
  for (const index of program.calls) {
    if (values.links[index] !== undefined) continue;
    const callee = reads[starts[index] as number] as number;
    const name = values.methodNameOf(callee);
    if ((name >= 0 && isMethod(name)) || values.apisOf(callee).some(isLoadingCall))
      ofCall(program.step(index) as CallIr);
  }
  return found;

  function isMember(name: number): boolean {
    let is = isLoading.get(name);
    if (is === undefined) {
      const text = memberNames.textOf(name);
      isLoading.set(name, (is = LOADING_MEMBERS.has(text) || text === 'location'));
    }
    return is;
  }
  function isMethod(name: number): boolean {
    let is = isLoadingMethod.get(name);
    if (is === undefined) isLoadingMethod.set(name, (is = LOADING_METHODS.has(memberNames.textOf(name))));
    return is;
  }
  function isLoadingCall(api: number): boolean {
    let is = isLoadingApi.get(api);
    if (is === undefined) {
      const path = denotations.apis.text(api);
      isLoadingApi.set(api, (is = LOADING_CALLS.test(path) || MAKES_ELEMENT.test(path)));
    }
    return is;
  }
  function ofCall(call: CallIr): void {
    const method = call.receiver === undefined ? undefined : values.methodOf(call);
    const place = method === undefined ? undefined : LOADING_METHODS.get(method);
    if (place !== undefined) {
      const given = call.arguments[place];
      if (given !== undefined && loads(call, place)) walk(given.value, `${method}()`);
      return;
    }
    for (const api of values.apisOf(call.callee)) {
      const path = denotations.apis.text(api);
      if (LOADING_CALLS.test(path)) for (const { value } of call.arguments) walk(value, path);
      else if (MAKES_ELEMENT.test(path)) ofElement(call, path);
    }
  }
  function loads(call: CallIr, place: number): boolean {
    const attribute =
      place === 0 || values.methodOf(call) === 'insertAdjacentHTML' ? undefined : call.arguments[place - 1];
    const said = attribute === undefined ? [] : values.constantsOf(attribute.value).map(String);
    return said.length === 0 || said.some((one) => LOADING_ATTRIBUTES.has(one.toLowerCase()));
  }
  function ofElement(call: CallIr, path: string): void {
    for (const holder of call.arguments[1] === undefined ? [] : values.holdersOf(call.arguments[1].value))
      for (const key of ELEMENT_ATTRIBUTES)
        for (const from of sets.sourcesOf(sets.cell(holder, key)))
          if (from < program.valueCount) walk(from, `${path} with ${key}`);
  }

  /** Goes back over what a text is put together of. */
  function walk(start: ValueId, api: string): void {
    const seen = new Set([start]);
    for (const value of seen) {
      if (seen.size > MOST_LOOKED) return;
      for (const index of makersOf(value)) {
        const step = stepAt(values, index);
        if (step.is === 'join') note(index, step, api);
        for (const from of madeFrom(step, index)) seen.add(from);
      }
      const parameter = parameters().get(value);
      if (parameter === undefined) continue;
      for (const caller of values.callersOf.get(parameter[0]) ?? []) {
        const given = values.callAt(caller)?.arguments[parameter[1]];
        if (given !== undefined) seen.add(given.value);
      }
    }
  }
  function makersOf(value: ValueId): Int32Array {
    return makes.items.subarray(makes.offsets[value], makes.offsets[value + 1]);
  }
  function madeFrom(step: StepIr, index: number): readonly ValueId[] {
    switch (step.is) {
      case 'copy':
        return [step.from];
      case 'join':
        return step.parts;
      case 'call': {
        const inside = (values.links[index] ?? []).flatMap((link) => program.functions[link.function]?.result ?? []);
        // Of a method that nobody knows, what it is called on and given is in what it gives.
        return inside.length > 0
          ? inside
          : [...(step.receiver === undefined ? [] : [step.receiver]), ...step.arguments.map((one) => one.value)];
      }
      default:
        return [];
    }
  }
  function parameters(): ReadonlyMap<ValueId, readonly [number, number]> {
    if (parameterAt.size === 0)
      for (const [index, one] of program.functions.entries())
        for (const [place, { value }] of one.parameters.entries()) parameterAt.set(value, [index, place]);
    return parameterAt;
  }
  function note(index: number, step: StepIr & { is: 'join' }, api: string): void {
    let before: readonly string[] = [''];
    for (const [place, part] of step.parts.entries()) {
      if (place > 0 && before.some(isOpen)) {
        const held = found.get(index);
        if (held === undefined) found.set(index, { api, parts: new Set([place]) });
        else held.parts.add(place);
      }
      const texts = textsOf(part, 0);
      before = before.flatMap((text) => texts.map((one) => text + one)).slice(0, MOST_TEXTS);
    }
  }
  /** What a part may be, as far as it stands in the package. */
  function textsOf(value: ValueId, depth: number): readonly string[] {
    const constants = values.constantsOf(value);
    if (constants.length > 0) return constants.slice(0, MOST_TEXTS).map(String);
    const [only, second] = makersOf(value);
    const step = only === undefined || depth > DEEPEST ? undefined : stepAt(values, only);
    if (step?.is === 'copy' && second === undefined) return textsOf(step.from, depth + 1);
    if (step?.is !== 'join') return [UNKNOWN];
    return step.parts.reduce<readonly string[]>(
      (texts, part) => texts.flatMap((text) => textsOf(part, depth + 1).map((one) => text + one)).slice(0, MOST_TEXTS),
      [''],
    );
  }
}

function isOpen(text: string): boolean {
  const begun = OPEN.exec(text.slice(-2_000))?.[1];
  return begun !== undefined && !INSIDE.test(begun);
}
