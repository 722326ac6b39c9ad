import type { ValueId } from '../../ir/moduleIr.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { CARRIERS } from '../catalog/carrierCatalog.ts';
import { namesKey } from '../catalog/secretNames.ts';
import type { LinkedFunction } from '../program/linkProgram.ts';
import { ANY_KEY } from '../taint/accessPaths.ts';
import type { Values } from '../values/values.ts';
import { findHooks, type Hook } from './findHooks.ts';
import type { SourceFact } from './sourceFact.ts';

/** What a hook is given that is worth stealing. */
export type HookedFact = Pick<SourceFact, 'value' | 'path' | 'by' | 'rests' | 'isGuess' | 'what'>;

const carriers = new Set(CARRIERS.flatMap(([holder, members]) => members.split(' ').map((one) => `${holder}.${one}`)));
/** Members under which the objects of key libraries keep the key. */
const KEPT_AS: readonly string[] = [
  'privateKey',
  '_privateKey',
  'secretKey',
  '_secretKey',
  'signingKey',
  'mnemonic',
  'seed',
];
/** Of a class by its name: what a call gave may be anything. */
const IS_PROTOTYPE = /^[^()]*\.prototype$/u;
const MOST_COPIES = 50;

/**
 * Of functions that a package puts in place of others: what their callers give them, anywhere in the process. Where the
 * catalog says that the one whose place it is takes a key, that is one; of what carries everything it may be.
 */
export function hookSources(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  listed: Uint16Array,
): readonly HookedFact[] {
  const { program } = values;
  const found: HookedFact[] = [];
  for (const hook of findHooks(values, listed)) {
    const made = program.functions[hook.function];
    if (made !== undefined) ofHook(hook, made, factsOf(hook.api));
  }
  return found;

  function ofHook(hook: Hook, made: LinkedFunction, { path, keyUse, isKeyLibrary }: ApiFacts): void {
    const rests = `${path}, replaced`;
    const add = (
      value: ValueId | undefined,
      at: readonly string[],
      by: HookedFact['by'],
      what: string,
      isGuess = false,
    ): void => {
      if (value !== undefined) found.push({ value, path: at, by, rests, isGuess, what: `is ${what}` });
    };
    if (hook.by.is === 'setter') {
      const name = path.slice(path.lastIndexOf('.') + 1);
      if (namesKey(name)) add(made.parameters[0]?.value, [], 'name', `what anybody keeps under ${name}`);
      return;
    }
    if (keyUse !== undefined) {
      const what = `the key that callers of ${path} give, which ${nameOf(made)} replaces`;
      // Of a list nobody tells the elements apart.
      for (const [value, at] of givenAt(hook, made, keyUse))
        add(value, at, 'use', what, at[0] === ANY_KEY && keyUse.position > 0);
    } else if (isPerhapsOfKeys(hook, path, isKeyLibrary)) {
      const what = `what callers of members of ${path} give, which ${nameOf(made)} replaces`;
      for (const { value, rest } of made.parameters) add(value, rest === undefined ? [] : [ANY_KEY], 'use', what, true);
    }
    if (carriers.has(path)) {
      const what = `all that goes through ${path}, which ${nameOf(made)} replaces`;
      for (const [value, at] of allGiven(hook, made)) add(value, at, 'name', what);
    }
    const receiver = hook.by.is === 'list' ? made.parameters[hook.by.receiver]?.value : made.receiver;
    // What is put into anything else is called on nobody's object: an element of a list, a member of a global.
    if (receiver === undefined || !(isKeyLibrary || IS_PROTOTYPE.test(factsOf(hook.holder).path))) return;
    const ofReceiver = `of an object on which ${path} is called, which ${nameOf(made)} replaces`;
    for (const [value, key] of membersOf(receiver, hook.function)) {
      if (namesKey(key)) add(value, [], isKeyLibrary ? 'origin' : 'name', `the member ${key} ${ofReceiver}`);
    }
    if (!keepsKey(hook)) return;
    for (const key of KEPT_AS) add(receiver, [key], 'origin', `the key ${ofReceiver}`);
  }

  /** Whether a hook may be in the place of any function, and among them of one that takes a key. */
  function isPerhapsOfKeys({ by }: Hook, path: string, isKeyLibrary: boolean): boolean {
    return isKeyLibrary && (by.is === 'trap' || path.endsWith(`.${ANY_KEY}`));
  }

  /** Whether objects of the class that a hook is put into were made with a key. */
  function keepsKey({ holder }: Hook): boolean {
    const path = factsOf(holder).path.replace(/(?:\(\))?(?:\.prototype)?$/u, '');
    return factsOf(values.denotations.apis.root(path)).keyUse !== undefined;
  }

  function givenAt(
    { by, holder }: Hook,
    { parameters, module }: LinkedFunction,
    { position, name }: NonNullable<ApiFacts['keyUse']>,
  ): [ValueId, readonly string[]][] {
    if (by.is === 'list') {
      const list = parameters[by.list]?.value;
      return list === undefined ? [] : [[list, [ANY_KEY]]];
    }
    // Called on an object of Python's class it is given that first.
    const isShifted = program.modules[module]?.language === 'python' && /\.[A-Z]\w*$/u.test(factsOf(holder).path);
    const given: [ValueId, readonly string[]][] = [];
    for (const [at, one] of parameters.entries()) {
      const places = isShifted ? [position, position + 1] : [position];
      if (one.rest === undefined) {
        if (places.includes(at) || one.name === name) given.push([one.value, []]);
      } else if (one.rest === 'positional') {
        // `arguments` stands last, and has them all.
        const from = one.name === 'arguments' ? 0 : at;
        for (const place of places) if (place >= from) given.push([one.value, [ANY_KEY]]);
      } else if (name !== undefined) given.push([one.value, [name]]);
    }
    return given;
  }

  function allGiven({ by }: Hook, { parameters, receiver }: LinkedFunction): [ValueId, readonly string[]][] {
    const given: [ValueId, readonly string[]][] = parameters.flatMap(({ value, rest }, at) => {
      if (by.is === 'list') return at === by.list ? [[value, [ANY_KEY]]] : at === by.receiver ? [[value, []]] : [];
      return [[value, rest === undefined ? [] : [ANY_KEY]]];
    });
    if (by.is !== 'list' && receiver !== undefined) given.push([receiver, []]);
    return given;
  }

  /** Members that a function reads of an object, by whichever variable. */
  function membersOf(object: ValueId, by: number): [ValueId, string][] {
    const { uses, gives, kinds } = program;
    const members: [ValueId, string][] = [];
    const same = new Set([object]);
    for (const value of same) {
      for (let at = uses.offsets[value] as number; at < (uses.offsets[value + 1] as number); at++) {
        const index = uses.items[at] as number;
        if (kinds[index] === STEP_KIND.copy && same.size < MOST_COPIES) same.add(gives[index] as number);
        if (uses.roles[at] !== USE_ROLE.readFrom) continue;
        const step = program.step(index);
        if (step.is === 'load' && isWithin(program.functionOf[step.to], by))
          for (const key of values.keysOf(step.key)) members.push([step.to, key]);
      }
    }
    return members;
  }
  function isWithin(index: number | undefined, outer: number): boolean {
    for (let at = index; at !== undefined; at = program.functions[at]?.within) if (at === outer) return true;
    return false;
  }
}

function nameOf({ name }: LinkedFunction): string {
  return name === '' ? 'a function' : `${name}()`;
}
