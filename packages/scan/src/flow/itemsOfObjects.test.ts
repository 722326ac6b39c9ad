import { expect, it } from 'vitest';
import { type KeyProgram, keySentInPython } from './testing/keySent.ts';

const BOX = `
class Box:
    def __init__(self, v):
        self.v = v
        self.size = 1
    def __getitem__(self, name):
        return self.v
`;
const EMPTY = `
class Empty:
    def __init__(self, v):
        self.v = v
    def __getitem__(self, name):
        return "x"
`;
const PROXY = `
class Proxy:
    def __init__(self, v):
        self.v = v
    def __getattr__(self, name):
        return self.v
`;

const SENDER = `
class Sender:
    def __init__(self):
        self.held = {}
    def __setitem__(self, name, value):
        send(name + value)
`;
const KEEPER = `
class Keeper:
    def __setattr__(self, name, value):
        object.__setattr__(self, "held", value)
`;
const QUIET = `
class Quiet:
    def __setitem__(self, name, value):
        use(value)
`;

const ITEMS: readonly KeyProgram[] = [
  ['an element of an object', BOX, 'send(Box(k)["x"])', true],
  ['an element under any name', BOX, 'send(Box(k)[name()])', true],
  ['an element of another object', BOX, 'use(Box(k)["x"]); send(Box("x")["x"])', false],
  ['an element that is something else', EMPTY, 'send(Empty(k)["x"])', false],
  ['a member of its own', BOX, 'send(Box(k).size)', false],
  ['an inherited element', `${BOX}class Below(Box):\n    pass\n`, 'send(Below(k)["x"])', true],
  ['a member that there is not', PROXY, 'send(Proxy(k).secret)', true],
  ['what is put into an object that sends it', SENDER, 'Sender()["x"] = k', true],
  ['what is put into one under any name', SENDER, 'Sender()[name()] = k', true],
  ['the name that something is put under', SENDER, 'Sender()[k] = "x"', true],
  [
    'what is put into one that takes any number',
    SENDER.replace('name, value', '*both').replace('name + value', 'both[1]'),
    'Sender()["x"] = k',
    true,
  ],
  [
    'what is put into one of two that call it differently',
    `${SENDER}${QUIET.replace('value', 'given').replace('value', 'given')}`,
    '(Quiet() if ask() else Sender())["x"] = k',
    true,
  ],
  ['what is put into another object', `${SENDER}${QUIET}`, 'Sender()["x"] = "x"; Quiet()["x"] = k', false],
  ['what is put into one below it', `${SENDER}class Below(Sender):\n    pass\n`, 'Below()["x"] = k', true],
  ['a member that goes another way', KEEPER, 'keeper = Keeper(); keeper.any = k; send(keeper.held)', true],
  [
    'a member that a base keeps another way',
    KEEPER.replace('object.__setattr__(self, ', 'super().__setattr__('),
    'keeper = Keeper(); keeper.any = k; send(keeper.held)',
    true,
  ],
  ['a member that there is not, of another object', PROXY, 'use(Proxy(k).secret); send(Proxy("x").secret)', false],
];

it.each(ITEMS)('%s', async (_, before, body, isSent) => {
  expect(await keySentInPython(before, body)).toEqual(isSent ? ['high'] : []);
});
