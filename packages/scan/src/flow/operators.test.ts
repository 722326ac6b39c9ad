import { expect, it } from 'vitest';
import { type KeyProgram, keySentInPython } from './testing/keySent.ts';

const says = (method: string, takes = ', x', does = 'send(x)'): string => `
class Says:
    def __init__(self, v=None):
        self.v = v
        self.w = 'w'
    def ${method}(self${takes}):
        ${does}
        return self
o = Says()
`;
const gives = (method: string, what = 'self.v', takes = ''): string => says(method, takes, `return ${what}`);

const OPERATORS: readonly KeyProgram[] = [
  ['by <<', says('__lshift__'), 'o << k', true],
  ['by <<, from the right', says('__rlshift__'), 'k << o', true],
  ['by +', says('__add__'), 'o + k', true],
  ['by + in a chain', says('__add__'), 'o + "a" + k', true],
  ['by +, from the right', says('__radd__'), 'k + o', true],
  ['by +=', says('__iadd__'), 'p = Says(); p += k', true],
  ['by += where there is only +', says('__add__'), 'p = Says(); p += k', true],
  ['by @', says('__matmul__'), 'o @ k', true],
  ['by in', says('__contains__'), 'k in o', true],
  ['by not in', says('__contains__'), 'k not in o', true],
  ['by ==', says('__eq__'), 'o == k', true],
  ['by == on the right', says('__eq__'), 'k == o', true],
  ['by <, asked on the right', says('__gt__'), 'k < o', true],
  ['by a chain of comparisons', says('__lt__'), '0 < o < k', true],
  ['by an index', says('__getitem__'), 'o[k]', true],
  ['by a name that is read', says('__getattr__'), 'getattr(o, k.hex())', true],
  ['what an operator gives', gives('__add__', 'x', ', x'), 'send(Says() + k)', true],
  ['what an object is as text', gives('__str__'), 'send(str(Says(k)))', true],
  ['what an object is in a text', gives('__format__', 'self.v', ', f'), 'send(f"a{Says(k)}")', true],
  ['what an object is as bytes', gives('__bytes__'), 'send(bytes(Says(k)))', true],
  ['what an object gives one after the other', gives('__iter__', '[self.v]'), 'send(list(Says(k)))', true],
  ['what an object gives next', gives('__next__'), 'send(next(Says(k)))', true],
  ['what a loop asks for', gives('__iter__', 'iter([self.v])'), 'for x in Says(k): send(x)', true],
  ['another operator', says('__lshift__'), 'o >> k', false],
  ['the operator of another class', `${says('__lshift__')}class Other: pass\n`, 'Other() << k', false],
  ['the operator with something else', says('__lshift__'), 'o << 1; Says(k) << 2', false],
  ['nothing that is asked by is', says('__eq__'), 'o is k', false],
  ['what an object looks for is on the left', says('__contains__'), 'o in k', false],
  ['an operator that sends nothing', says('__lshift__', ', x', 'self.v = x'), 'o << k', false],
];

it.each(OPERATORS)('%s', async (_, before, body, isSent) => {
  expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
});
