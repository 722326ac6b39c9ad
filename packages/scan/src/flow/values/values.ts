import type { CallIr, Key, ValueId } from '../../ir/moduleIr.ts';
import type { Program } from '../program/linkProgram.ts';
import type { CallLink } from './callLink.ts';
import type { Denotations } from './denotations.ts';
import type { Constant } from './foldConstants.ts';
import type { ValueSets } from './valueSets.ts';

/** What every value of a package can stand for. */
export interface Values {
  readonly program: Program;
  readonly denotations: Denotations;
  readonly sets: ValueSets;
  /** By step; undefined where the step calls nothing of the package. */
  readonly links: readonly (readonly CallLink[] | undefined)[];
  /** Calls that reach a function, by function. */
  readonly callersOf: ReadonlyMap<number, readonly number[]>;
  /** Values that hold the same object as the one a value holds, without a step that says so. */
  aliases(): ReadonlyMap<ValueId, readonly ValueId[]>;
  /** Whether one of these holds the object perhaps: the `this` of a function that the object keeps, which nobody is seen to call on it. */
  isPresumed(holder: ValueId, value: ValueId): boolean;
  constantsOf(value: ValueId): readonly Constant[];
  /** Paths of what comes from outside. */
  apisOf(value: ValueId): readonly number[];
  /** Values that first hold the objects that a value stands for; for an object of a class its `instance`. */
  holdersOf(value: ValueId): readonly ValueId[];
  /** The same with `new` expressions in place of their classes' instances, where they are few enough to be told apart. */
  madeAt(value: ValueId): readonly ValueId[];
  /** Whether all that a value stands for of a class was made by few `new` expressions. */
  isToldApart(value: ValueId): boolean;
  /** What stands for the objects of a class. */
  readonly instances: ReadonlySet<ValueId>;
  /** A call, or the call that reading or writing a member is where it has an accessor; undefined for other steps. */
  callAt(step: number): CallIr | undefined;
  /** Values that read a member of the global object by its name alone. */
  readByName(name: string): readonly ValueId[];
  /** Names that a key can be; `*` where it is not known. */
  keysOf(key: Key): readonly string[];
  /** Name of the member that a call's callee was read from. */
  methodOf(call: CallIr): string | undefined;
  /** The same by the name's number, for a callee; -1 where it was read from none. */
  methodNameOf(callee: ValueId): number;
  /** Instances of errors: what an error says is read by people, not by the code that the error passes through. */
  readonly errorInstances: ReadonlySet<ValueId>;
  /** Receivers that stand for a known object, as those of classes do: what they hold, they hold in every call. */
  readonly heldReceivers: ReadonlySet<ValueId>;
  /** Callbacks registered for events, by the event's name. */
  readonly listeners: ReadonlyMap<string, readonly number[]>;
  readonly unread: readonly string[];
}

/** What is there only once the analysis is through. */
type Found =
  | 'links'
  | 'callersOf'
  | 'callAt'
  | 'listeners'
  | 'errorInstances'
  | 'heldReceivers'
  | 'isPresumed'
  | 'unread';

/** What is known of values while they are analysed. */
export type ValuesSoFar = Omit<Values, Found>;
