/** How a call reaches a function of the package, which decides what of the call becomes which parameter. */
export interface CallLink {
  readonly function: number;
  /**
   * `call`, `apply`: through the method of that name. `callback`: it was given to something outside, which calls it
   * with what else it was given. `write`: a setter, whose result nobody gets. `settle`: `function` is the value that a
   * promise's own resolve function settles.
   */
  readonly how: 'plain' | 'construct' | 'write' | 'call' | 'apply' | 'callback' | 'settle';
  /** Only the member's name led to it, because nothing is known of the object. */
  readonly isGuess: boolean;
}
