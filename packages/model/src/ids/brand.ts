declare const brand: unique symbol;

/** A string that only its own parser makes, so that holding one is proof that it was checked. */
export type Branded<Name extends string> = string & { readonly [brand]: Readonly<Record<Name, true>> };
