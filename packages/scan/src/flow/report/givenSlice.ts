import { STEP_KIND } from '../../ir/stepKind.ts';
import { USE_ROLE } from '../../ir/useRole.ts';
import type { Program } from '../program/linkProgram.ts';
import { makerOf } from '../program/makerOf.ts';
import type { Region } from './regionOf.ts';

/** Which steps of a function make what a step is given: the makers of its values, of theirs, and these. */
export interface GivenSlice {
  /** What puts something into a value, by the value. */
  readonly fillings: ReadonlyMap<number, ReadonlySet<number>>;
  /** Constants that are put into a value under a name. */
  readonly named: ReadonlySet<number>;
  /** There were more steps than are looked at. */
  readonly isCut: boolean;
}

/** How a value is used there: only members of it are read, it sends, a method of it gives what is sent, or it is given whole. */
const READ = 0;
const SENDS = 1;
const CALLED = 2;
const WHOLE = 3;
/** A function that sends makes what it sends in some dozens of steps. */
const MOST_STEPS = 1500;
/** Uses of values that are looked at for them. */
const MOST_USES = 60_000;

/**
 * The smallest set of steps of a function that makes what a step reads: every maker of each of its values, what makes
 * theirs, and what is put into them, by a store or by a call of a method. What is put in as a constant says nothing of a
 * secret, and is left out.
 */
export function givenSlice(program: Program, region: Region, from: number): GivenSlice {
  const { reads, roles, starts, names, kinds, makes, uses } = program;
  const steps = new Set<number>();
  const fillings = new Map<number, Set<number>>();
  const named = new Set<number>();
  const usedAs = new Map<number, number>();
  const membersOf = new Map<number, Set<number>>();
  const waiting: number[] = [];
  let looked = 0;
  readsOf(from);
  for (let value = waiting.pop(); value !== undefined && !isCut(); value = waiting.pop()) {
    makersOf(value);
    fillingsOf(value);
  }
  return { fillings, named, isCut: isCut() };

  function isCut(): boolean {
    return steps.size > MOST_STEPS || looked > MOST_USES || region.isTooLarge();
  }

  function readsOf(step: number): void {
    for (let at = starts[step] as number; at < (starts[step + 1] as number); at++) {
      const value = reads[at] as number;
      switch (roles[at]) {
        case USE_ROLE.readFrom:
          need(value, READ, names[step] as number);
          break;
        case USE_ROLE.callee:
          need(value, READ);
          break;
        case USE_ROLE.receiver:
          need(value, step === from ? SENDS : CALLED);
          break;
        case USE_ROLE.storedInto:
        case USE_ROLE.plain:
          need(value, kinds[step] === STEP_KIND.store ? READ : WHOLE);
          break;
        default:
          need(value, WHOLE);
      }
    }
  }

  /** A value that is used in one more way is looked at again. */
  function need(value: number, as: number, member?: number): void {
    if (!region.has(value)) return;
    // Under a name that is computed any member may be read.
    const how = member === undefined || member >= 0 ? as : Math.max(as, SENDS);
    const known = usedAs.get(value) ?? -1;
    let members = membersOf.get(value);
    const isMore = member !== undefined && member >= 0 && members?.has(member) !== true;
    if (how <= known && !isMore) return;
    usedAs.set(value, Math.max(how, known));
    if (isMore) {
      if (members === undefined) membersOf.set(value, (members = new Set()));
      members.add(member);
    }
    waiting.push(value);
  }

  function makersOf(value: number): void {
    for (let at = makes.offsets[value] as number; at < (makes.offsets[value + 1] as number); at++) {
      const step = makes.items[at] as number;
      const isCopy = kinds[step] === STEP_KIND.copy;
      if (isCopy) passOn(value, reads[starts[step] as number] as number);
      if (steps.has(step)) continue;
      steps.add(step);
      if (!isCopy) readsOf(step);
      const made = region.resultOf(step);
      if (made !== undefined) need(made, WHOLE);
    }
  }

  /** What is copied is used as its copy is. */
  function passOn(copy: number, value: number): void {
    need(value, usedAs.get(copy) as number);
    for (const member of membersOf.get(copy) ?? []) need(value, READ, member);
  }

  function fillingsOf(value: number): void {
    if (region.isConstant(value)) return;
    const as = usedAs.get(value) as number;
    const isMade = region.isMade(value);
    const takesCalls = as >= (isMade ? SENDS : region.isParameter(value) ? CALLED : WHOLE) && !region.isReceiver(value);
    // What is in an object that is sent is sent with it.
    for (const same of takesCalls ? region.partsOf(value) : region.sameAs(value)) {
      for (let at = uses.offsets[same] as number; at < (uses.offsets[same + 1] as number) && !isCut(); at++) {
        looked++;
        const step = uses.items[at] as number;
        if (step !== from && fills(step, uses.roles[at] as number, same)) fill(value, step);
      }
    }

    function fills(step: number, role: number, same: number): boolean {
      switch (role) {
        case USE_ROLE.storedInto: {
          const name = names[step] as number;
          // A name that is computed may be the secret itself.
          if (name < 0) return true;
          const isRead = as >= SENDS || membersOf.get(value)?.has(name) === true;
          const stored = reads[(starts[step] as number) + 1] as number;
          if (isRead && region.isConstant(stored)) named.add(stored);
          return isRead && !region.isConstant(stored);
        }
        case USE_ROLE.receiver:
          return takesCalls && takesMore(step, same);
        // Whoever else has it may put something into it.
        case USE_ROLE.argument:
          return isMade && as === WHOLE && takesMore(step, same);
        case USE_ROLE.stored:
          return isMade && as === WHOLE;
        default:
          return false;
      }
    }
  }

  function fill(value: number, step: number): void {
    const known = fillings.get(value);
    if (known?.has(step) === true) return;
    if (known === undefined) fillings.set(value, new Set([step]));
    else known.add(step);
    steps.add(step);
    readsOf(step);
  }

  /** Whether a call has something of the function's beside: an argument that is no constant, an object, what is called. */
  function takesMore(step: number, beside: number): boolean {
    for (let at = starts[step] as number; at < (starts[step + 1] as number); at++) {
      const value = reads[at] as number;
      if (value === beside || region.isConstant(value)) continue;
      // A log takes anything and puts nothing in.
      if (roles[at] === USE_ROLE.receiver && isConsole(value)) return false;
      if (roles[at] === USE_ROLE.argument) return true;
      // What is called on an object is read from it; that says nothing more.
      if (region.has(value) && (roles[at] === USE_ROLE.receiver || region.isVariable(value))) return true;
    }
    return false;
  }
  function isConsole(value: number): boolean {
    const maker = makerOf(program, value);
    return maker?.is === 'global' && maker.name === 'console';
  }
}
