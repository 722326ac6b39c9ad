import type { CallIr, ValueId } from '../../ir/moduleIr.ts';

/** How a call reaches a function of the package, which decides what of the call becomes which parameter. */
export interface CallLink {
  readonly function: number;
  /**
   * `call`, `apply`: through the method of that name. `callback`: it was given to something outside, which calls it
   * with what else it was given. `write`: a setter, whose result nobody gets. `settle`: `function` is the value that a
   * promise's own resolve function settles, and with `refuse` its reject function refuses. `object`: what is called is an object, and the receiver. `within`: what the call
   * is given lies inside of one parameter. `message`: so too, or is the parameter, and nothing comes back. `implied`: the
   * runtime calls a method of something that is written out, with nothing else, and writes what it gives.
   */
  readonly how:
    | 'plain'
    | 'construct'
    | 'write'
    | 'call'
    | 'apply'
    | 'callback'
    | 'settle'
    | 'refuse'
    | 'object'
    | 'within'
    | 'message'
    | 'implied';
  /** The parameter that the first argument is, where the function is given something else: a trap of a proxy, `Reflect.apply`. */
  readonly first?: number;
  /** Of `within` and `message`: the member of the parameter that an argument is. */
  readonly under?: string;
  /** Only the member's name led to it, because nothing is known of the object. */
  readonly isGuess: boolean;
}

/** How many arguments stand before those that are parameters: the receiver in `call` and `apply`. */
export function skippedBy({ how, first = 0 }: CallLink): number {
  return (how === 'call' || how === 'apply' ? 1 : 0) - first;
}

/** Whether what a call gives is no parameter of the function, but may lie in one. */
export function isWithin({ how }: CallLink): boolean {
  return how === 'within' || how === 'message';
}

/** Whether what a call gives is parameters of the function, one for one or as a list. */
export function givesParameters(link: CallLink): boolean {
  return link.how !== 'callback' && link.how !== 'implied' && !isWithin(link);
}

/** What a call gives for the receiver. */
export function receiverOf(call: CallIr, link: CallLink): ValueId | undefined {
  const { how, first } = link;
  if (how === 'call' || how === 'apply') return call.arguments[skippedBy(link) - 1]?.value;
  if (first !== undefined || isWithin(link) || how === 'implied') return undefined;
  return how === 'object' ? call.callee : call.receiver;
}

/** Says that a function is told what a call is given; `under` is the member of what it takes that this is then. */
export type Tell = (call: CallIr, step: number, index: number, isGuess: boolean, under?: string) => void;
