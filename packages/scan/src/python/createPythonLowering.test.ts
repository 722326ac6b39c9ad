import { describe, expect, test } from 'vitest';
import { dumpModule } from './testing/dumpModule.ts';
import { installedPythonLowering } from './testing/pythonLowering.ts';

const lower = await installedPythonLowering();

type Case = readonly [what: string, python: string, lines: readonly string[]];

function cases(about: string, list: readonly Case[]): void {
  describe(`lowers ${about}`, () => {
    test.each(list.map(([what, python, lines]) => ({ what, python, lines })))('$what', ({ python, lines }) => {
      const module = lower('m.py', python);
      expect(module.unread).toEqual([]);
      expect(dumpModule(module)).toEqual(lines);
    });
  });
}

cases('names', [
  ['a name that nothing declares is global', 'open(x)', ['open(x)']],
  [
    'a function sees names of the function around it, and changes them with nonlocal',
    `def f(a):
  b = a
  def g():
    nonlocal b
    b = 1
    return a
  return b`,
    ['f ← function f(a)', 'f.b ← f.a', 'f.g ← function g()', 'f.result ← f.b', 'f.b ← 1', 'g.result ← f.a'],
  ],
  [
    'global sends a name to the module, also where the module never gives it',
    `def f(a):
  global y
  y = a
def g(): return y`,
    ['f ← function f(a)', 'g ← function g()', 'g.result ← y', 'y ← f.a'],
  ],
  [
    'a name that a function binds anywhere is its own everywhere in it',
    `x = 1
def f():
  use(x)
  x = 2`,
    ['x ← 1', 'f ← function f()', 'use(f.x)', 'f.x ← 2'],
  ],
  [
    'names of a class are seen by its body and not by its methods',
    `class A:
  k = 1
  j = k
  def m(self): return k`,
    [
      'k ← 1',
      'j ← k',
      'm ← function m() on <A>',
      'class A.k ← k',
      '<A>.k ← k',
      'class A.j ← j',
      '<A>.j ← j',
      'class A.m ← m',
      'class A ← class A {m}',
      'A ← class A',
      'm.result ← k',
    ],
  ],
  [
    'a comprehension has names of its own, a walrus in it does not',
    `x = 1
l = [(y := x) for x in it if x]
use(x, y)`,
    ['x ← 1', 'x ← it[*]', 'y ← x', 'list1[*] ← x', 'l ← list1', 'use(x, y)'],
  ],
  [
    'a default is evaluated outside',
    `x = 1
def f(a=x, *b, c, **d): return a, b, c, d`,
    [
      'x ← 1',
      'f.a ← x',
      'f ← function f(a, *b, c, *d)',
      'list1[*] ← f.a',
      'list1[*] ← f.b',
      'list1[*] ← f.c',
      'list1[*] ← f.d',
      'f.result ← list1',
    ],
  ],
  [
    'a lambda is a function with its body as the result',
    `x = 1
f = lambda a, b=x: a + b`,
    ['x ← 1', 'lambda1.b ← x', 'f ← function lambda1(a, b)', 'lambda1.result ← join(lambda1.a, lambda1.b)'],
  ],
  ['full-width letters are the same name', 'ｅｘｅｃ("x")', ['exec("x")']],
  [
    'what is put into globals() is found by its name',
    `globals()['f'] = g
f(1)`,
    ['g ← exports.g', 'exports.f ← g', 'f ← exports.f', 'f(1)'],
  ],
]);

cases('assignments', [
  ['pair by pair where both sides are written out', 'a, b = f(), g()', ['a ← f()', 'b ← g()']],
  ['otherwise by element, the rest is the whole', 'a, (b, *c) = f()', ['a ← f()[*]', 'b ← f()[*][*]', 'c ← f()[*]']],
  ['to several names at once', 'a = b = f()', ['a ← f()', 'b ← f()']],
  [
    'to members and elements',
    `x.y = v
x['k'] = v
x[0] = v
x[k] = v`,
    ['x.y ← v', 'x.k ← v', 'x[*] ← v', 'x[k] ← v'],
  ],
  [
    'in place',
    `s += t
n -= 1
d[k] += v`,
    ['s ← t', 's ← join(s, t)', 'n ← compute(n, 1)', 'd[k] ← join(d[k], v)'],
  ],
  ['by walrus', 'if (n := f()): g(n)', ['n ← f()', 'g(n)']],
  [
    'with a type, whose calls run',
    `a: int = 1
b: f() = 2`,
    ['a ← 1', 'f()', 'b ← 2'],
  ],
]);

cases('classes', [
  [
    'methods share the object, class methods take the class',
    `class A:
  def m(self, a): self.a = a
  @classmethod
  def c(cls, n): return cls(n)
  @staticmethod
  def s(n): return n`,
    [
      'm ← function m(a) on <A>',
      'c ← function c(n) on class A',
      's ← function s(n)',
      'class A.m ← m',
      'class A.c ← c',
      'class A.s ← s',
      'class A ← class A {m, static c, static s}',
      'A ← class A',
      's.result ← s.n',
      'c.result ← class A(c.n)',
      '<A>.a ← m.a',
    ],
  ],
  [
    'super() and the explicit call of a base reach the base with this object',
    `class A(B):
  def __init__(self, a):
    super().__init__(a)
    B.__init__(self, a)
  def m(self): return super().m()`,
    [
      '__init__ ← function __init__(a) on <A>',
      'm ← function m() on <A>',
      'class A.__init__ ← __init__',
      'class A.m ← m',
      'class A ← class A of B new=__init__ {__init__, m}',
      'A ← class A',
      'm.result ← B.m() on <A>',
      'B(__init__.a) on <A>',
      'B.__init__(<A>, __init__.a)',
      'B(__init__.a) on <A>',
      'B.__init__(__init__.a) on <A>',
    ],
  ],
  [
    'properties and their setters are members of the class, of which its name holds what reading gives',
    `class A:
  @property
  def p(self): return self.a
  @p.setter
  def p(self, v): self.a = v`,
    [
      'function p() on <A>',
      'class A.p ← p.result',
      'function p(v) on <A>',
      'class A.p ← p',
      'class A ← class A {get p, set p}',
      'A ← class A',
      '<A>.a ← p.v',
      'p.result ← <A>.a',
    ],
  ],
  [
    'declared fields make the constructor',
    `@dataclass
class D:
  a: int
  b: str = 'x'
  def __post_init__(self): send(self.a)`,
    [
      'b ← "x"',
      '__post_init__ ← function __post_init__() on <D>',
      'class D.a ← a',
      '<D>.a ← a',
      'class D.b ← b',
      '<D>.b ← b',
      'class D.__post_init__ ← __post_init__',
      '<D>.a ← __init__.a',
      '<D>.b ← __init__.b',
      '<D>.__post_init__()',
      'class D ← class D new=__init__ {__post_init__}',
      'D ← class D',
      'D ← dataclass(class D)',
      'send(<D>.a)',
    ],
  ],
  [
    'a metaclass is called with the class',
    'class A(B, metaclass=M): pass',
    ['class A ← class A of B {}', 'class A ← M("A", B, class A)', 'A ← class A'],
  ],
  [
    'the class itself by __class__',
    `class A:
  def m(self): return __class__`,
    ['m ← function m() on <A>', 'class A.m ← m', 'class A ← class A {m}', 'A ← class A', 'm.result ← class A'],
  ],
]);

cases('decorators', [
  [
    'are calls, and the name keeps the function too',
    `@app.route('/')
@wraps(f)
def h(): pass`,
    ['h ← function h()', 'h ← wraps(f)(function h())', 'h ← app.route("/")(wraps(f)(function h()))'],
  ],
  [
    'of the language itself are none, unless the module has its own of that name',
    `def staticmethod(f): send(f)
class A:
  @staticmethod
  def m(x): pass`,
    [
      'staticmethod ← function staticmethod(f)',
      'm ← function m() on <A>',
      'm ← staticmethod(function m() on <A>)',
      'class A.m ← m',
      'class A ← class A {m}',
      'A ← class A',
      'send(staticmethod.f)',
    ],
  ],
]);

cases('strings', [
  ['f-strings, with what their formats take', 'f"a{x!r:>{w}}b{{c}}" "d"', ['join("a", x, w, "b{c}", "d")']],
  [
    'percent',
    `'%s:%d%%' % (u, v)
'%(a)s' % d
t % u`,
    ['join(u, ":", v, "%")', 'join(d)', 'compute(t, u)'],
  ],
  [
    'format',
    `'{}-{n!r:>4}{{}}'.format(a, n=b)
'{0}{0}'.format(a)
'x'.format(*v)`,
    ['join(a, "-", b, "{", "}")', 'join(a, a)', 'join("x", v)'],
  ],
  [
    'join of a written list',
    `'-'.join([a, 'b'])
'-'.join(l)`,
    ['join(a, "-", "b")', '"-".join(l)'],
  ],
  ['a chain of + is one join', "'a' + b + 'c' + d", ['join("a", b, "c", d)']],
  [
    'escapes, raw and bytes',
    "f('\\x41\\u0042\\103\\n\\q', r'\\x41', b'\\x41\\u0042', '\\U0001F600')",
    ['f("ABC\\n\\\\q", "\\\\x41", "A\\\\u0042", "😀")'],
  ],
  [
    'parts are what they were, and fold',
    `a = s[1:]
b = s[:-1]
c = s[::-1]
d = s[a:b:2]`,
    ['a ← (s | s.slice(1))', 'b ← (s | s.slice(0, -1))', 'c ← (s | s.toReversed())', 'd ← (s | s.[:](a, b, 2))'],
  ],
]);

cases('expressions', [
  [
    'conditions give both, comparisons give nothing of what they compare',
    `a = b if c else d
e = f or g
h = i == j
k = not l`,
    ['a ← (b | d)', 'e ← (f | g)', 'h ← test(i, j)', 'k ← test(l)'],
  ],
  [
    'operators',
    `a = b ^ c
d = -e
f = -1`,
    ['a ← compute(b, c)', 'd ← compute(e)', 'f ← -1'],
  ],
  [
    'literals',
    `l = [a, *b]
d = {'k': v, n: w, **e}
t = a, b`,
    [
      'list1[*] ← a',
      'list1 ← b',
      'l ← list1',
      'object2.k ← v',
      'object2[n] ← w',
      'object2[*] ← n',
      'object2 ← e',
      'd ← object2',
      'list3[*] ← a',
      'list3[*] ← b',
      't ← list3',
    ],
  ],
  [
    'comprehensions',
    `l = [f(a) for b in c for a in b if a]
d = {k: v for k, v in e}
g = sum(x for x in y)`,
    [
      'b ← c[*]',
      'a ← b[*]',
      'list1[*] ← f(a)',
      'l ← list1',
      'k ← e[*][*]',
      'v ← e[*][*]',
      'object2[k] ← v',
      'object2[*] ← k',
      'd ← object2',
      'x ← y[*]',
      'list3[*] ← x',
      'g ← sum(list3)',
    ],
  ],
  ['calls with every kind of argument', "f(a, *b, k=c, **{'n': d}, **e)", ['f(a, *b, k=c, n=d, *e)']],
  [
    'members by name, constant or computed',
    `getattr(o, 'k')
getattr(o, n, d)
setattr(o, 'k', v)
o.__getattribute__('k')
vars(o)['k']
o.__dict__['k']`,
    ['o.k', 'o[n]', 'd', 'o.k ← v', 'o.k', 'o.k', 'o.k'],
  ],
  ['numbers', 'f(0x1F, 1_000, 0o17, 0777, 10L, 1.5e3, 2j)', ['f(31, 1000, 15, 511, 10, 1500, 2)']],
]);

cases('imports', [
  [
    'of modules',
    'import os.path, urllib.request as ur',
    ['os ← import os', 'os.path ← import os.path', 'ur ← import urllib.request'],
  ],
  [
    'of names, dots kept',
    `from .a import b as c
from .. import d
from . . x import (e)`,
    ['c ← import .a.b', 'd ← import ...d', 'e ← import ..x.e'],
  ],
  [
    'of everything: undeclared names may be of it, and who imports this finds them',
    `from .x import *
f(1)`,
    ['exports ← import .x', 'f ← import .x.f', 'f(1)'],
  ],
  [
    'in either branch',
    `try:
  import simplejson as json
except ImportError:
  import json`,
    ['json ← import simplejson', 'json ← import json'],
  ],
  [
    'by function',
    `import importlib
a = importlib.import_module('.z', __package__)
b = __import__('p.q')
c = __import__(n)
d = sys.modules['e']`,
    [
      'importlib ← import importlib',
      'a ← (importlib.import_module(".z", __package__) | import .z)',
      'b ← (import p.q | import p)',
      'c ← import (n)',
      'd ← (import e | sys.modules.e)',
    ],
  ],
]);

cases('statements', [
  [
    'with gives what __enter__ gives',
    'with open(p) as f, lock: f.read()',
    ['f ← (open(p).__enter__() | open(p))', 'lock.__enter__()', 'f.read()'],
  ],
  [
    'what is raised is caught',
    `try:
  raise E(d)
except (A, B) as e: log(e)
else: f()
finally: g()`,
    ['thrown ← E(d)', 'e ← thrown', 'log(e)', 'f()', 'g()'],
  ],
  [
    'for takes elements',
    `for a, b in c: f(a, b)
else: g()`,
    ['a ← c[*][*]', 'b ← c[*][*]', 'f(a, b)', 'g()'],
  ],
  [
    'match takes apart',
    `match m:
  case {"a": v, **rest}: f(v, rest)
  case Point(x=px) | [px, *_]: g(px)
  case (1 | 2) as n if n > 1: h(n)
  case A.B: i()
  case other: o(other)`,
    [
      'v ← m.a',
      'rest ← m',
      'f(v, rest)',
      'px ← m.x',
      'px ← m[*]',
      'g(px)',
      'm[*]',
      'n ← m',
      'test(n, 1)',
      'h(n)',
      'i()',
      'other ← m',
      'o(other)',
    ],
  ],
  [
    'generators give a list and its elements',
    `def f(y):
  for x in y: yield x
  yield from g()`,
    ['f ← function f(y)', 'f.x ← f.y[*]', 'f.result ← f.x', 'f.result ← list1', 'list1[*] ← f.x', 'f.result ← g()'],
  ],
  [
    'async is no different',
    `async def f():
  async with s as t:
    r = await t.post(u)
    return [i async for i in r]`,
    [
      'f ← function f()',
      'f.t ← (s.__aenter__() | s)',
      'f.r ← f.t.post(u)',
      'f.i ← f.r[*]',
      'list1[*] ← f.i',
      'f.result ← list1',
    ],
  ],
  [
    'Python 2',
    `print "a", b
print >>f, x
exec "code" in ns
try: pass
except E, e: use(e)
def g((a, b)): return a`,
    [
      'print("a", b)',
      'f.write(x)',
      'exec("code", ns)',
      'e ← thrown',
      'use(e)',
      'g.a ← g.(a, b)[*]',
      'g.b ← g.(a, b)[*]',
      'g ← function g((a, b))',
      'g.result ← g.a',
    ],
  ],
]);
