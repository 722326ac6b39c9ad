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
  return new Names();
}

/** A class for its getter: one of a record would be kept, with all names, until the engine next collects everything. */
class Names implements MemberNames {
  private readonly texts: string[] = ['*', 'prototype'];
  private readonly byText = new Map(this.texts.map((text, id) => [text, id]));

  idOf(name: string): number {
    let found = this.byText.get(name);
    if (found === undefined) this.byText.set(name, (found = this.texts.push(name) - 1));
    return found;
  }

  textOf(id: number): string {
    return this.texts[id] as string;
  }

  get size(): number {
    return this.texts.length;
  }
}
