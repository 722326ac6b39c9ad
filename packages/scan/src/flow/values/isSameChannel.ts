/** Whether channels of such names may be one; where nothing says what one is called, it may be any. */
export function isSameChannel(some: readonly string[], others: readonly string[]): boolean {
  return some.length === 0 || others.length === 0 || some.some((one) => others.includes(one));
}
