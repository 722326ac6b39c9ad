import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemberNames } from '../program/memberNames.ts';
import { API, CONSTANT, denote, type Denotation, FUNCTION, GETTER, OBJECT, SITE } from './denotations.ts';
import { MOST_SITES } from './growingSets.ts';
import { createValueSets, type ValueSets } from './valueSets.ts';

const COUNT = 40;
const [A, B, C] = [denote(FUNCTION, 1), denote(FUNCTION, 2), denote(FUNCTION, 3)];
/** Holders and values to read into, by what they are in the tests. */
const [OBJ, OTHER, BASE, X, Y, Z] = [0, 1, 2, 10, 11, 12];

/** Holders from here on are what modules hand out; what is read from a table of functions. */
const FIRST_MODULE = 1000;
const TABLE = 13;

function create(isOwn: (holder: number, key: string) => boolean = () => false, most = 1e6): ValueSets {
  const names = createMemberNames();
  return createValueSets(
    { valueCount: COUNT, familyCount: 0, memberNames: names },
    most,
    { isMinor: () => true, isNamespace: (holder) => holder >= FIRST_MODULE, isFromTable: (value) => value === TABLE },
    (holder, name) => isOwn(holder, names.textOf(name)),
  );
}
/** Hands out all changes: what values stand for anew, and the getters that they read. */
function drained(sets: ValueSets): {
  readonly grew: (readonly [number, Denotation])[];
  readonly read: (readonly [number, number])[];
} {
  const grew: (readonly [number, Denotation])[] = [];
  const read: (readonly [number, number])[] = [];
  sets.drain(
    (value, from, to) => {
      for (let place = from; place < to; place++) grew.push([value, sets.at(value, place)]);
    },
    (value, getter) => read.push([value, getter]),
  );
  return { grew, read };
}
/** Everything a value stands for once nothing changes any more, in order. */
function settled(sets: ValueSets, node: number): number[] {
  drained(sets);
  return sets.of(node).toSorted((a, b) => a - b);
}

describe('ways', () => {
  it('hand on what is known and what comes later, round a circle too', () => {
    const sets = create();
    sets.add(X, A);
    sets.link(X, Y);
    sets.link(Y, Z);
    sets.link(Z, X);
    sets.add(Z, B);
    for (const one of [X, Y, Z]) expect(settled(sets, one)).toEqual([A, B]);
  });
  it('tell of each thing once, and only of values', () => {
    const sets = create();
    sets.link(X, Y);
    sets.link(X, sets.cell(OBJ, 'k'));
    sets.add(X, A);
    sets.add(X, A);
    expect(drained(sets).grew).toEqual([
      [X, A],
      [Y, A],
    ]);
  });
});

describe('members', () => {
  it('are read under their own name', () => {
    const sets = create();
    sets.add(sets.cell(OBJ, 'k'), A);
    sets.add(sets.cell(OBJ, 'l'), B);
    sets.add(sets.cell(OTHER, 'k'), C);
    sets.read(OBJ, 'k', X);
    expect(settled(sets, X)).toEqual([A]);
  });
  it('that nobody has written yet are read once somebody does, and make no member until then', () => {
    const sets = create();
    sets.read(OBJ, 'k', X);
    sets.read(OTHER, 'k', Y);
    expect(sets.keysOf(OBJ)).not.toContain('k');
    sets.add(sets.cell(OBJ, 'k'), A);
    expect(settled(sets, X)).toEqual([A]);
    expect(settled(sets, Y)).toEqual([]);
  });
  it('may each be any element, and * is all of them', () => {
    const sets = create();
    sets.read(OBJ, 'k', X);
    sets.read(OBJ, '*', Y);
    sets.add(sets.cell(OBJ, '*'), A);
    sets.add(sets.cell(OBJ, 'k'), B);
    sets.add(sets.cell(OBJ, 'l'), C);
    expect(settled(sets, X)).toEqual([A, B]);
    expect(settled(sets, Y)).toEqual([A, B, C]);
  });
  it('of the runtime’s own are no elements', () => {
    const sets = create((holder, key) => holder === OBJ && key === 'push');
    sets.add(sets.cell(OBJ, '*'), A);
    sets.add(sets.cell(OTHER, '*'), A);
    sets.read(OBJ, 'push', X);
    sets.read(OTHER, 'push', Y);
    expect([settled(sets, X), settled(sets, Y)]).toEqual([[], [A]]);
  });
  it('know what was stored in them', () => {
    const sets = create();
    const cell = sets.cell(OBJ, 'k');
    sets.link(X, cell);
    sets.link(Y, cell);
    sets.link(X, cell);
    expect(sets.sourcesOf(cell)).toEqual([X, Y]);
  });
});

describe('inheritance', () => {
  it('hands down members, also those of the base’s base, and hands none up', () => {
    const sets = create();
    sets.inherit(BASE, OTHER);
    sets.inherit(OTHER, OBJ);
    sets.add(sets.cell(BASE, 'k'), A);
    sets.add(sets.cell(OBJ, 'k'), B);
    sets.read(OBJ, 'k', X);
    sets.read(BASE, 'k', Y);
    sets.read(OTHER, '*', Z);
    expect([settled(sets, X), settled(sets, Y), settled(sets, Z)]).toEqual([[A, B], [A], [A]]);
  });
  it('said late holds for members that were there and that come', () => {
    const sets = create();
    sets.read(OBJ, 'k', X);
    sets.read(OBJ, '*', Y);
    sets.add(sets.cell(BASE, 'k'), A);
    sets.inherit(BASE, OBJ);
    sets.add(sets.cell(BASE, 'l'), B);
    sets.read(OBJ, 'l', Z);
    expect([settled(sets, X), settled(sets, Y), settled(sets, Z)]).toEqual([[A], [A, B], [B]]);
  });
  it('ends in a circle', () => {
    const sets = create();
    sets.inherit(BASE, OBJ);
    sets.inherit(OBJ, BASE);
    sets.inherit(OBJ, OBJ);
    sets.add(sets.cell(OBJ, 'k'), A);
    sets.read(BASE, 'k', X);
    expect(settled(sets, X)).toEqual([A]);
  });
});

it('many that inherit from many in one place have what they would have one by one', () => {
  const holders = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
  const stored = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom('a', 'b', '*'), fc.nat(3)));
  const read = (mix: (sets: ValueSets) => void, put: readonly (readonly [number, string, number])[]): number[][] => {
    const sets = create();
    for (const [holder, key, index] of put) sets.add(sets.cell(holder, key), denote(FUNCTION, index));
    mix(sets);
    const all = [0, 1, 2, 3, 4, 5].flatMap((holder) => ['a', 'b', '*'].map((key) => [holder, key] as const));
    for (const [at, [holder, key]] of all.entries()) sets.read(holder, key, 15 + at);
    return all.map((_, at) => settled(sets, 15 + at));
  };
  fc.assert(
    fc.property(holders, holders, stored, (from, into, put) => {
      const one = (sets: ValueSets): void => {
        for (const source of from) for (const target of into) sets.inherit(source, target);
      };
      const together = (sets: ValueSets): void => {
        const between = sets.between(X);
        for (const target of into) sets.inherit(between, target);
        for (const source of from) sets.inherit(source, sets.between(X));
      };
      // What is both a source and a target may have its own members back, which it has anyway.
      expect(read(together, put)).toEqual(read(one, put));
    }),
    { seed: Number(process.env['SEED'] ?? 1) },
  );
});

describe('getters', () => {
  it('are told to who reads the member, which does not hold them', () => {
    const sets = create();
    const getter = denote(GETTER, 5);
    sets.add(sets.cell(BASE, 'k'), getter);
    sets.inherit(BASE, OBJ);
    sets.read(OBJ, 'k', X);
    sets.link(X, Y);
    const told = drained(sets);
    // More than once does no harm: who is told links a call that it may have linked before.
    expect(new Set(told.read.map(([value, index]) => `${value} ${index}`))).toEqual(new Set([`${X} 5`]));
    expect(told.grew).toEqual([]);
    expect([sets.of(X), sets.of(Y)]).toEqual([[], []]);
  });
});

describe('limits', () => {
  const many = Array.from({ length: 60 }, (_, at) => at);
  it.each([
    ['new expressions', SITE, MOST_SITES],
    ['constants', CONSTANT, 6],
    ['unknown APIs', API, 3],
    ['objects', OBJECT, 12],
    ['functions', FUNCTION, 12],
  ])('%s', (_, kind, most) => {
    const sets = create();
    for (const at of many) sets.add(X, denote(kind, at));
    expect(settled(sets, X)).toEqual(many.slice(0, most).map((at) => denote(kind, at)));
  });
  it.each([
    ['functions of a table are kept', TABLE, many.map((at) => denote(FUNCTION, at)), 24],
    ['members of an object too', undefined, many.map((at) => denote(FUNCTION, at)), 24],
    ['what else a table holds is not', TABLE, many.map((at) => denote(OBJECT, at)), 12],
    ['modules that a name may mean are kept', X, many.map((at) => denote(OBJECT, FIRST_MODULE + at)), 24],
    ['with one other thing before', X, [A, ...many.map((at) => denote(OBJECT, FIRST_MODULE + at))], 24],
    ['not among others', X, [A, B, ...many.map((at) => denote(OBJECT, FIRST_MODULE + at))], 12],
  ])('%s', (_, node, given, most) => {
    const sets = create();
    const where = node ?? sets.cell(OBJ, 'k');
    for (const one of given) sets.add(where, one);
    expect(sets.of(where)).toEqual(given.slice(0, most));
  });
  it('a set full of one kind still takes another', () => {
    const sets = create();
    for (const at of many.slice(0, 10)) sets.add(X, denote(SITE, at));
    sets.add(X, denote(OBJECT, 1));
    expect(sets.of(X)).toHaveLength(MOST_SITES + 1);
  });
  it('of all changes together are said', () => {
    const sets = create(undefined, 3);
    sets.add(X, A);
    sets.add(X, B);
    expect(sets.isOverfull()).toBe(false);
    sets.add(X, C);
    sets.add(Y, A);
    expect(sets.isOverfull()).toBe(true);
    expect(drained(sets).grew).toHaveLength(3);
  });
});

type Act = readonly ['add' | 'link' | 'store' | 'read' | 'inherit', number, number, string];
const KEYS = ['a', 'b', '*'] as const;

it('stand for the same in whatever order all is said', () => {
  const act: fc.Arbitrary<Act> = fc.tuple(
    fc.constantFrom('add', 'link', 'store', 'read', 'inherit'),
    fc.integer({ min: 0, max: 5 }),
    fc.integer({ min: 0, max: 5 }),
    fc.constantFrom(...KEYS),
  );
  const run = (acts: readonly Act[]): number[][] => {
    const sets = create();
    for (const [is, one, other, key] of acts) {
      if (is === 'add') sets.add(10 + one, denote(FUNCTION, other));
      else if (is === 'link') sets.link(10 + one, 10 + other);
      else if (is === 'store') sets.link(10 + one, sets.cell(other, key));
      else if (is === 'read') sets.read(one, key, 10 + other);
      else sets.inherit(one, other);
    }
    return [0, 1, 2, 3, 4, 5].map((at) => settled(sets, 10 + at));
  };
  const acts = fc.array(act, { maxLength: 40 });
  const both = acts.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
  );
  fc.assert(
    fc.property(both, ([given, shuffled]) => {
      expect(run(shuffled)).toEqual(run(given));
    }),
    { numRuns: 400, seed: Number(process.env['SEED'] ?? 11) },
  );
});
