import type { CallIr, ValueId } from '../../ir/moduleIr.ts';

/** How a call reaches a function of the package, which decides what of the call becomes which parameter. */
export interface CallLink {
  readonly function: number;
  /**
   * `call`, `apply`: through the method of that name. `callback`: it was given to something outside, which calls it
   * with what else it was given. `write`: a setter, whose result nobody gets. `settle`: `function` is the value that a
   * promise's own resolve function settles, and with `refuse` its reject function refuses. `object`: what is called is an object, and the receiver.
   */
  readonly how: 'plain' | 'construct' | 'write' | 'call' | 'apply' | 'callback' | 'settle' | 'refuse' | 'object';
  /** Only the member's name led to it, because nothing is known of the object. */
  readonly isGuess: boolean;
}

/** What a call gives for the receiver, where it is no argument. */
export function receiverOf(call: CallIr, how: CallLink['how']): ValueId | undefined {
  return how === 'object' ? call.callee : call.receiver;
}
