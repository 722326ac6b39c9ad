/** Names of members as numbers: they are compared and looked up at every load and store of a package. */
export interface MemberNames {
  /** The name's number, a new one where it had none. */
  idOf(name: string): number;
  textOf(id: number): string;
  readonly size: number;
}

/** What every table begins with. */
export const NAME = {
  /** Every element, and a name that nobody can read: `*`. */
  every: 0,
  prototype: 1,
} as const;

export function createMemberNames(): MemberNames {
  const texts: string[] = ['*', 'prototype'];
  const byText = new Map(texts.map((text, id) => [text, id]));
  return {
    idOf(name) {
      let found = byText.get(name);
      if (found === undefined) byText.set(name, (found = texts.push(name) - 1));
      return found;
    },
    textOf: (id) => texts[id] as string,
    get size() {
      return texts.length;
    },
  };
}
