import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** A package URL (purl): `pkg:type/namespace/name@version`, type in lower case. */
export type Purl = Branded<'Purl'>;

const SHAPE = /^pkg:[a-z][a-z0-9.+-]*\/(?:[^\s?#@/]+\/)*[^\s?#@/]+(?:@[^\s?#@/]+)?(?:\?[^\s#]+)?(?:#\S+)?$/;

/** Reads a package URL. Throws `bad-id`. */
export function parsePurl(text: unknown): Purl {
  if (typeof text !== 'string' || text.length > 512 || !SHAPE.test(text)) {
    throw badId('a package URL', text, 'pkg:type/namespace/name@version, such as pkg:npm/%40scope/name@1.2.3');
  }
  return text as Purl;
}
