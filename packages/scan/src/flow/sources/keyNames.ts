import { namesKey } from '../catalog/secretNames.ts';
import type { MemberNames } from '../program/memberNames.ts';

/** Which names say that they are of key material: the same names stand in many places. */
export interface KeyNames {
  /** Of a member's name by its number. */
  of(name: number): boolean;
  says(text: string): boolean;
}

const NO = 1;
const YES = 2;

export function createKeyNames(names: MemberNames): KeyNames {
  const known = new Map<string, boolean>();
  const byNumber = new Uint8Array(names.size);
  function says(text: string): boolean {
    let is = known.get(text);
    if (is === undefined) known.set(text, (is = namesKey(text)));
    return is;
  }
  return {
    says,
    of(name) {
      if (byNumber[name] === 0) byNumber[name] = says(names.textOf(name)) ? YES : NO;
      return byNumber[name] === YES;
    },
  };
}
