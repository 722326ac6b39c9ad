import { PUBLIC_MEMBER } from '../catalog/endCatalog.ts';
import type { MemberNames } from '../program/memberNames.ts';

const NO = 1;
const YES = 2;

/** Which members are public by every library's convention, by the numbers of their names. */
export function createPublicNames(names: MemberNames): { has(name: number): boolean } {
  const known = new Uint8Array(names.size);
  return {
    has(name) {
      if (known[name] === 0) known[name] = PUBLIC_MEMBER.test(names.textOf(name)) ? YES : NO;
      return known[name] === YES;
    },
  };
}
