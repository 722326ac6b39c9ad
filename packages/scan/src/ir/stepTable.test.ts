import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapValues } from './mapValues.ts';
import type { ArgumentIr, Key, StepIr } from './moduleIr.ts';
import { StepTable } from './stepTable.ts';

const value = fc.nat(1 << 20);
const text = fc.string({ maxLength: 4 });
const values = fc.array(value, { maxLength: 4 });
const key: fc.Arbitrary<Key> = fc.oneof(text, fc.constantFrom('prototype', '*'), fc.record({ value }));
const span = fc.record({ start: fc.nat(), end: fc.nat() });
const argument: fc.Arbitrary<ArgumentIr> = fc.oneof(
  fc.record({ value }),
  fc.record({ value, spread: fc.boolean() }),
  fc.record({ value, name: text }),
);
const step: fc.Arbitrary<StepIr> = fc.oneof(
  fc.record({ is: fc.constant('constant'), to: value, value: fc.oneof(text, fc.double({ noNaN: true })) }),
  fc.record({ is: fc.constant('global'), to: value, name: text }),
  fc.record({ is: fc.constant('copy'), from: value, to: value }),
  fc.record({ is: fc.constant('await'), from: value, to: value }),
  fc.record({ is: fc.constant('join'), parts: values, to: value }),
  fc.record({ is: fc.constantFrom('compute', 'test'), from: values, to: value }),
  fc.record({ is: fc.constant('fresh'), to: value, what: fc.constantFrom('object', 'list') }),
  fc.record({ is: fc.constant('load'), from: value, key, to: value, span }),
  fc.record({ is: fc.constant('store'), into: value, key, from: value }),
  fc.record({ is: fc.constant('function'), to: value, function: fc.nat() }),
  fc.record({ is: fc.constant('class'), to: value, class: fc.nat() }),
  fc.record({ is: fc.constant('import'), to: value, specifier: fc.oneof(text, fc.record({ value })), span }),
  fc.record({
    is: fc.constant('call'),
    callee: value,
    receiver: fc.option(value, { nil: undefined }),
    arguments: fc.array(argument, { maxLength: 4 }),
    to: value,
    isNew: fc.boolean(),
    span,
  }),
) as fc.Arbitrary<StepIr>;
const steps = fc.array(step, { maxLength: 60 });
const seed = Number(process.env['SEED'] ?? 7);

it('gives every step back as it came, and moved between other values', () => {
  fc.assert(
    fc.property(steps, fc.nat(1000), (given, by) => {
      const table = StepTable.of(given);
      expect(table.all()).toEqual(given);
      for (const [index, one] of given.entries()) {
        expect(table.at(index)).toBe(table.all()[index]);
        const moved = table.moved(index, { values: by, functions: 0, classes: 0 });
        expect(moved).toEqual(mapValues(one, (id) => id + by));
      }
    }),
    { seed },
  );
});

it('holds more steps than it had room for, also while another table is filled', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (given) => {
      const [one, other] = [new StepTable(), new StepTable()];
      for (let turn = 0; turn < 400; turn++)
        for (const each of given) {
          one.push(each);
          other.push(each);
        }
      one.close();
      other.close();
      for (const table of [one, other]) expect(table.all().slice(-given.length * 2)).toEqual([...given, ...given]);
      expect(one.length).toBe(given.length * 400);
    }),
    { seed, numRuns: 10 },
  );
});

it('says that two steps say the same only where they do', () => {
  fc.assert(
    fc.property(steps, steps, (given, others) => {
      const [one, other] = [StepTable.of(given), StepTable.of(others)];
      for (let at = 0; at < Math.min(one.length, other.length); at++) {
        if (one.kinds[at] !== other.kinds[at]) continue;
        const [left, right] = [one.at(at), other.at(at)];
        if (left.is === 'constant' && right.is === 'constant')
          expect(one.saysAs(at, other)).toBe(left.value === right.value);
        if (left.is === 'global' && right.is === 'global') expect(one.saysAs(at, other)).toBe(left.name === right.name);
        if (left.is === 'call' && right.is === 'call' && left.isNew !== right.isNew)
          expect(one.saysAs(at, other)).toBe(false);
      }
      for (let at = 0; at < one.length; at++) expect(one.saysAs(at, StepTable.of(given))).toBe(true);
    }),
    { seed, numRuns: 40 },
  );
});

it('lets a step read and give other values', () => {
  const table = StepTable.of([
    { is: 'load', from: 1, key: 'k', to: 2, span: { start: 0, end: 1 } },
    { is: 'fresh', to: 3, what: 'object' },
  ]);
  table.rereads(0, 7);
  table.regives(1, 8);
  expect(table.all()).toEqual([
    { is: 'load', from: 7, key: 'k', to: 2, span: { start: 0, end: 1 } },
    { is: 'fresh', to: 8, what: 'object' },
  ]);
});

it('refuses what is no step of it', () => {
  const table = StepTable.of([{ is: 'copy', from: 1, to: 2 }]);
  for (const index of [-1, 1, NaN]) expect(() => table.at(index)).toThrow(RangeError);
});
