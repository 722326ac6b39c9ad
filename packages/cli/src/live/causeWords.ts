/**
 * Who moved a gate, short enough to read at night: the rule of a finding (its id begins with
 * it), or the first digits of the intent that people signed, as `portcullis status` takes it.
 */
export function causeWords(by: string | null): string {
  if (by === null) return '';
  const digest = /^sha256:([0-9a-f]{8})/.exec(by)?.[1];
  return digest === undefined ? `  by ${by.split('/')[0] ?? by}` : `  by people, intent ${digest}`;
}
