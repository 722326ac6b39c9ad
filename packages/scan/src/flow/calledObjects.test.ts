import { expect, it } from 'vitest';
import { type KeyProgram, keySentInPython } from './testing/keySent.ts';

const NOTE = `
class Note:
    def __init__(self, v=None):
        self.v = v
    def __call__(self, x):
        send(x)
`;
const KEPT = `
class Kept:
    def __init__(self, v):
        self.v = v
    def __call__(self):
        return self.v
`;
const TAKES = `
class Takes:
    def __init__(self):
        self.v = 'x'
    def __call__(self, x):
        self.v = x
`;
const WRAPPER = `
class Wrapper:
    def __init__(self, f):
        self.f = f
    def __call__(self, x):
        return self.f(x)
`;

const OBJECTS: readonly KeyProgram[] = [
  ['an object that is called', NOTE, 'Note()(k)', true],
  ['an object that is called with something else', NOTE, 'Note(k)("x")', false],
  ['an object that is called under another name', NOTE, 'n = Note(); m = n; m(k)', true],
  ['what an object keeps', KEPT, 'send(Kept(k)())', true],
  ['what another object keeps', KEPT, 'use(Kept(k)()); send(Kept("x")())', false],
  ['what is put into an object', TAKES, 't = Takes(); t(k); send(t.v)', true],
  ['what is put into another object', TAKES, 't = Takes(); t(k); send(Takes().v)', false],
  ['an inherited way to be called', `${NOTE}class Below(Note):\n    pass\n`, 'Below()(k)', true],
  ['a decorator that is a class', `${WRAPPER}@Wrapper\ndef note(x):\n    send(x)\n`, 'note(k)', true],
  ['a decorated function that sends nothing', `${WRAPPER}@Wrapper\ndef note(x):\n    return x\n`, 'note(k)', false],
  ['a method of another name', NOTE.replace('__call__', 'called'), 'Note()(k)', false],
];

it.each(OBJECTS)('%s', async (_, before, body, isSent) => {
  expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
});
