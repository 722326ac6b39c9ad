import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInPython } from './testing/keySent.ts';

const HOLDER = `class C:\n    k = None\n    def f(self):\n        send(self.k)\n`;
const MADE = `class C:\n    def __init__(self):\n        self.k = 'x'\n    def f(self):\n        send(self.k)\n`;
const SETS = `class C:\n    @classmethod\n    def keep(cls, v):\n        cls.k = v\n    def f(self):\n        send(self.k)\n`;
const ATTRIBUTES: readonly KeyProgram[] = [
  ['what is set on a class', HOLDER, 'C.k = k; C().f()', true],
  ['what is set on it under another name', HOLDER, 'C.other = k; C().f()', false],
  ['what is set on another class', `${HOLDER}class D:\n    k = None\n`, 'D.k = k; C().f()', false],
  ['what is set on a class above', `${HOLDER}class B(C):\n    pass\n`, 'C.k = k; B().f()', true],
  ['what a class sets on itself', SETS, 'C.keep(k); C().f()', true],
  ['what is set on one object', MADE, 'c = C(); c.k = k; use(c.k); C().f()', false],
];

const BOX = `
class Box:
    def __init__(self, v):
        self._v = v
    def get_v(self):
        return self._v
    def get_name(self):
        return "x"
    v = property(get_v)
    name = property(fget=get_name)
`;
const SETTER = `class S:\n    def get_v(self):\n        return 1\n    def set_v(self, v):\n        send(v)\n    v = property(get_v, set_v)\n`;
const PROPERTIES: readonly KeyProgram[] = [
  ['what an assigned property gives', BOX, 'send(Box(k).v)', true],
  ['what another one gives', BOX, 'send(Box(k).name)', false],
  ['what one of another object gives', BOX, 'use(Box(k).v); send(Box("x").v)', false],
  ['what is set through one', SETTER, 'S().v = k', true],
  ['what is set beside one', SETTER, 'S().w = k', false],
  [
    'a function of the module’s own named so',
    `def property(f):\n    return 1\n${BOX.replace(/, ?fget=|fget=/u, '')}`,
    'send(Box(k).v)',
    false,
  ],
];

describe('class attributes', () => {
  it.each([...ATTRIBUTES, ...PROPERTIES])('%s', async (_, before, body, isSent) => {
    expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
  });
});
