import { describe, expect, it } from 'vitest';
import { writtenIr } from '../testing/writtenIr.ts';
import { lowerJavaScript } from './lowerJavaScript.ts';

/** The steps of a piece of code, without the one that every module begins with. */
function steps(text: string, file = 'a.js'): string[] {
  const module = lowerJavaScript(file, text);
  expect(module.unread).toEqual([]);
  const [first, ...rest] = writtenIr(module);
  expect(first).toBe('exports = fresh object');
  return rest;
}

describe('variables and functions', () => {
  it('a captured variable is one value however often it is assigned', () => {
    expect(steps('let k = 1; function f() { k = g(k) } const h = () => k')).toEqual([
      '%1 = 1',
      'k <- %1',
      'g is global g',
      '%2 = call g(k)',
      'k <- %2',
      '%3 = function f',
      'f <- %3',
      'result of h <- k',
      '%4 = function h',
      'h <- %4',
    ]);
  });

  it('arguments holds the parameters and what comes beyond them', () => {
    expect(steps('function f(a) { return arguments[1] }')).toEqual([
      '%1 = arguments . *',
      'result of f <- %1',
      'arguments . * <- a',
      '%2 = function f',
      'f <- %2',
    ]);
  });

  it('parameters are taken apart by loads, a rest is the whole', () => {
    expect(steps('function f({ a, b: [c] }, d = 2, ...rest) { return a + d + rest }')).toEqual([
      'a = %1 . a',
      '%2 = %1 . b',
      'c = %2 . *',
      '%3 = 2',
      'd <- %3',
      '%4 = join a d',
      '%5 = join %4 rest',
      'result of f <- %5',
      '%6 = function f',
      'f <- %6',
    ]);
  });

  it('destructuring assignment stores into members', () => {
    expect(steps('({ a: x.y, ...z } = q); [p, ...o] = q')).toEqual([
      'q is global q',
      '%1 = q . a',
      'x is global x',
      'x . y <- %1',
      'z is global z',
      'z <- q',
      '%2 = q . *',
      'p is global p',
      'p <- %2',
      'o is global o',
      'o <- q',
    ]);
  });

  it('a function of a block is the variable of the function too', () => {
    expect(steps('f(); { function f() { return v } var v = 1 }')).toEqual([
      '%1 = call f()',
      'result of f <- v',
      '%2 = function f',
      'f <- %2',
      '%3 = 1',
      'v <- %3',
    ]);
  });

  it('logical and conditional operators copy both sides', () => {
    expect(steps('x = a ?? b; y = c ? d : e; z ||= w')).toEqual([
      'a is global a',
      'b is global b',
      '%1 <- a',
      '%1 <- b',
      'x is global x',
      'x <- %1',
      'c is global c',
      'd is global d',
      'e is global e',
      '%2 <- d',
      '%2 <- e',
      'y is global y',
      'y <- %2',
      'z is global z',
      'w is global w',
      '%3 <- z',
      '%3 <- w',
      'z <- %3',
    ]);
  });

  it('compound assignment looks its object up once', () => {
    expect(steps('n += 1; o().p -= 2; i++')).toEqual([
      'n is global n',
      '%1 = 1',
      '%2 = join n %1',
      'n <- %2',
      'o is global o',
      '%3 = call o()',
      '%4 = %3 . p',
      '%5 = 2',
      '%6 = compute %4 %5',
      '%3 . p <- %6',
      'i is global i',
      '%7 = compute i',
      'i <- %7',
    ]);
  });

  it('strings put together are one join', () => {
    expect(steps('const s = "a" + b + 1 + `c${d}`; const n = 1 + 2 + "x"')).toEqual([
      '%1 = "a"',
      'b is global b',
      '%2 = 1',
      '%3 = "c"',
      'd is global d',
      '%4 = join %3 d',
      '%5 = join %1 b %2 %4',
      's <- %5',
      '%6 = 1',
      '%7 = 2',
      '%8 = join %6 %7',
      '%9 = "x"',
      '%10 = join %8 %9',
      'n <- %10',
    ]);
  });

  it('comparisons keep nothing, other operators compute', () => {
    expect(steps('f(typeof a, -1, !a, a in b, a ^ b, /x/.test(s), void 0)')).toEqual([
      'f is global f',
      'a is global a',
      '%1 = test a',
      '%2 = -1',
      '%3 = test a',
      'b is global b',
      '%4 = test a b',
      '%5 = compute a b',
      '%6 = %7 . test',
      's is global s',
      '%8 = call %7 : %6(s)',
      '%9 = 0',
      '%11 = call f(%1, %2, %3, %4, %5, %8, %10)',
    ]);
  });

  it('what a generator yields is its result and an element of it', () => {
    expect(steps('function* g() { yield k; yield* h() }')).toEqual([
      'k is global k',
      'result of g <- k',
      'result of g . * <- k',
      'h is global h',
      '%1 = call h()',
      'result of g <- %1',
      '%2 = function g',
      'g <- %2',
    ]);
  });

  it('await is transparent, for await takes elements', () => {
    expect(steps('async function a() { for await (const v of g()) await send(v) }')).toEqual([
      'g is global g',
      '%1 = call g()',
      '%2 = await %1',
      '%3 = %1 . *',
      'v <- %3',
      'send is global send',
      '%4 = call send(v)',
      '%2 = await %4',
      '%5 = function a',
      'a <- %5',
    ]);
  });

  it('what is thrown here is caught here', () => {
    expect(steps('try { throw a } catch ({ message }) { log(message) }')).toEqual([
      'a is global a',
      '%1 <- a',
      'message = %1 . message',
      'log is global log',
      '%2 = call log(message)',
    ]);
  });

  it('a switch is one scope', () => {
    expect(steps('switch (a) { case f(): { let x = c } default: let x = b; g(x) }')).toEqual([
      'a is global a',
      'f is global f',
      '%1 = call f()',
      'c is global c',
      'x <- c',
      'b is global b',
      "x'2 <- b",
      'g is global g',
      "%2 = call g(x'2)",
    ]);
  });

  it('labels, loops and in', () => {
    expect(steps('out: for (let i = 0; i < n; i++) { continue out } for (const k in o) use(k)')).toEqual([
      '%1 = 0',
      'i <- %1',
      'n is global n',
      '%2 = test i n',
      '%3 = compute i',
      'i <- %3',
      'o is global o',
      '%4 = compute o',
      'k <- %4',
      'use is global use',
      '%5 = call use(k)',
    ]);
  });

  it('names under with may be members', () => {
    expect(steps('with (o) { f(k) }')).toEqual([
      'o is global o',
      'f is global f',
      "f'2 <- f",
      "f'2 = o . f",
      'k is global k',
      "k'2 <- k",
      "k'2 = o . k",
      "%1 = call f'2(k'2)",
    ]);
  });

  it('new.target and import.meta', () => {
    expect(steps('function F() { return new.target } const u = import.meta.url')).toEqual([
      'result of F <- %1',
      '%2 = function F',
      'F <- %2',
      'import.meta is global import.meta',
      '%3 = import.meta . url',
      'u <- %3',
    ]);
  });
});

describe('objects and classes', () => {
  it('optional chains are loads and calls', () => {
    expect(steps('a?.b?.[c]?.(d)')).toEqual([
      'a is global a',
      '%1 = a . b',
      'c is global c',
      '%2 = %1 . [c]',
      'd is global d',
      '%3 = call %1 : %2(d)',
    ]);
  });

  it('a tagged template is a call', () => {
    expect(steps('o.tag`a${b}c`')).toEqual([
      'o is global o',
      '%1 = o . tag',
      '%2 = fresh list',
      '%3 = "a"',
      '%2 . * <- %3',
      '%4 = "c"',
      '%2 . * <- %4',
      'b is global b',
      '%5 = call o : %1(%2, b)',
    ]);
  });

  it('spread copies the whole', () => {
    expect(steps('f(...a, [b, ...c], { ...d }); new F(...a)')).toEqual([
      'f is global f',
      'a is global a',
      '%1 = fresh list',
      'b is global b',
      '%1 . * <- b',
      'c is global c',
      '%1 <- c',
      '%2 = fresh object',
      'd is global d',
      '%2 <- d',
      '%3 = call f(...a, %1, %2)',
      'F is global F',
      '%4 = new F(...a)',
    ]);
  });

  it('an accessor is what its getter gives', () => {
    expect(steps('const o = { get a() { return k }, set a(v) { k = v }, [c]: d, 3: e }')).toEqual([
      '%1 = fresh object',
      'k is global k',
      'result of a <- k',
      '%2 = function a',
      '%1 . a <- result of a',
      'k <- v',
      '%3 = function a',
      'v = %1 . a',
      'c is global c',
      'd is global d',
      '%1 . [c] <- d',
      'e is global e',
      '%1 . 3 <- e',
      'o <- %1',
    ]);
  });

  it('this of a function in an object is the object', () => {
    expect(steps('const o = { k: 1, f() { return () => this.k } }')).toEqual([
      '%1 = fresh object',
      '%2 = 1',
      '%1 . k <- %2',
      '%3 = this . k',
      'result of function 2 <- %3',
      '%4 = function function 2',
      'result of f <- %4',
      '%5 = function f',
      '%1 . f <- %5',
      'o <- %1',
      'this <- %1',
      '%1 <- this',
      'this <- o',
      'o <- this',
    ]);
  });

  it('a class has its members, its fields are filled by the constructor', () => {
    expect(
      steps(
        'class A extends B { #k = 1; constructor(x) { super(x); this.x = x } m() { return super.m(this.#k) } get g() { return this.x } }',
      ),
    ).toEqual([
      'B is global B',
      '%1 = new B()',
      '<A> <- %1',
      '%2 = %1 . m',
      '%3 = <A> . #k',
      '%4 = call %1 : %2(%3)',
      'result of m <- %4',
      '%5 = function m',
      '%6 = <A> . x',
      'result of g <- %6',
      '%7 = function g',
      '%8 = 1',
      '<A> . #k <- %8',
      '%9 = new <A> : B(x)',
      '<A> <- %9',
      '<A> . x <- x',
      '%10 = class A extends B constructs {m,get g}',
      'A <- %10',
    ]);
  });

  it('static members belong to the class', () => {
    expect(steps('class A { static s = this.make(); static make() { return A.t } static { A.t = k } }')).toEqual([
      '%1 = %2 . make',
      '%3 = call %2 : %1()',
      '%2 . s <- %3',
      '%4 = A . t',
      'result of make <- %4',
      '%5 = function make',
      'k is global k',
      'A . t <- k',
      '%2 = class A {static make}',
      'A <- %2',
    ]);
  });

  it("a class without a constructor runs its base's", () => {
    expect(steps('class A extends B {}')).toEqual([
      'B is global B',
      '%1 = new <A> : B(...arguments)',
      '<A> <- %1',
      '%2 = class A extends B constructs {}',
      'A <- %2',
    ]);
  });

  it('functions in a prototype make a class', () => {
    expect(steps('function F() { this.k = k } F.prototype.m = function () { return this.k }')).toEqual([
      'k is global k',
      '<F> . k <- k',
      '%1 = function F',
      'F <- %1',
      '%2 = <F> . k',
      'result of m <- %2',
      '%3 = function m',
      '%4 = F . prototype',
      '%4 . m <- %3',
      'F = class F constructs {m}',
    ]);
  });

  it('so does an object that becomes the prototype', () => {
    expect(steps('function F() {} F.prototype = { a() { return this.k } }')).toEqual([
      '%1 = function F',
      'F <- %1',
      '%2 = fresh object',
      '%3 = <F> . k',
      'result of a <- %3',
      '%4 = function a',
      '%2 . a <- %4',
      'F . prototype <- %2',
      'F = class F constructs {a}',
    ]);
  });

  it('and Object.assign onto it, and inherits', () => {
    expect(steps('const F = function () {}; Object.assign(F.prototype, { a() {} }); util.inherits(F, G)')).toEqual([
      '%1 = function F',
      'F <- %1',
      'Object is global Object',
      '%2 = Object . assign',
      '%3 = F . prototype',
      '%4 = fresh object',
      '%5 = function a',
      '%4 . a <- %5',
      '%6 = call Object : %2(%3, %4)',
      '%6 <- %3',
      '%3 <- %4',
      'util is global util',
      '%7 = util . inherits',
      'G is global G',
      '%8 = call util : %7(F, G)',
      'F = class F extends G constructs {a}',
    ]);
  });

  it('a constructor may be a member itself', () => {
    expect(steps('ns.G = function () {}; ns.G.prototype.m = function () {}')).toEqual([
      '%1 = function G',
      'ns is global ns',
      'ns . G <- %1',
      '%2 = function m',
      '%3 = ns . G',
      '%4 = %3 . prototype',
      '%4 . m <- %2',
      '%3 = class  constructs {m}',
    ]);
  });

  it('compiled classes are classes', () => {
    expect(
      steps(
        'var A = function () { function A() {} _createClass(A, [{ key: "m", value: function m() { return this.k } }]); return A }()',
      ),
    ).toEqual([
      '%1 = function A',
      'A <- %1',
      '_createClass is global _createClass',
      '%2 = fresh list',
      '%3 = fresh object',
      '%4 = "m"',
      '%3 . key <- %4',
      'm = function m',
      '%5 = <A> . k',
      'result of m <- %5',
      '%6 = function m',
      '%3 . value <- %6',
      '%2 . * <- %3',
      '%7 = call _createClass(A, %2)',
      'result of function 1 <- A',
      '%8 = function function 1',
      '%9 = call %8()',
      "A'2 <- %9",
      'A = class A constructs {m}',
    ]);
  });

  it('a decorator is a call', () => {
    expect(steps('@dec class A { @bind m() {} }', 'a.ts')).toEqual([
      '%1 = function m',
      'bind is global bind',
      '%2 = call bind(%1)',
      '%3 = class A {m}',
      '%4 <- %3',
      'dec is global dec',
      '%5 = call dec(%4)',
      '%4 <- %5',
      'A <- %4',
    ]);
  });

  it('JSX is an object of attributes, and a call of a component', () => {
    expect(steps('<A b={c} {...d}>{e}<p id="x"/></A>')).toEqual([
      '%1 = fresh object',
      'c is global c',
      '%1 . b <- c',
      'd is global d',
      '%1 <- d',
      'e is global e',
      '%1 . children <- e',
      '%2 = fresh object',
      '%3 = "x"',
      '%2 . id <- %3',
      '%1 . children <- %2',
      'A is global A',
      '%4 = call A(%1)',
    ]);
  });
});

describe('modules', () => {
  it('imports and exports', () => {
    expect(
      steps(
        'import d, { a as b } from "x"; import * as n from "y"; export { b as q }; export * from "z"; export * as w from "v"; export default function () {} export const [e] = n',
      ),
    ).toEqual([
      '%1 = import x',
      'd = %1 . default',
      'b = %1 . a',
      '%2 = import y',
      'n <- %2',
      'exports . q <- b',
      '%3 = import z',
      'exports <- %3',
      '%4 = import v',
      'exports . w <- %4',
      '%5 = function default',
      'exports . default <- %5',
      'e = n . *',
      'exports . e <- e',
    ]);
  });

  it('dynamic import', () => {
    expect(steps('import("t"); import(p)')).toEqual(['%1 = "t"', '%2 = import t', 'p is global p', '%3 = import [p]']);
  });

  it('CommonJS exports in all their spellings', () => {
    expect(
      steps('exports.a = f; module.exports.b = g; module.exports = h; exports = module.exports = { c }; this.d = i'),
    ).toEqual([
      'f is global f',
      'exports . a <- f',
      'g is global g',
      'module = fresh object',
      'module . exports <- exports',
      'exports . b <- g',
      'h is global h',
      'exports <- h',
      '%1 = fresh object',
      'c is global c',
      '%1 . c <- c',
      'exports <- %1',
      'exports <- %1',
      'i is global i',
      'exports . d <- i',
    ]);
  });

  it('require by any way to it', () => {
    expect(
      steps(
        'const r = require; r("a"); module.require("b"); const q = createRequire(u); q("c"); require(x + ".js"); process.getBuiltinModule("fs"); (0, require)("d")',
      ),
    ).toEqual([
      'require is global require',
      'r <- require',
      '%1 = import a',
      'module = fresh object',
      'module . exports <- exports',
      '%2 = module . require',
      '%3 = import b',
      'createRequire is global createRequire',
      'u is global u',
      '%4 = call createRequire(u)',
      'q <- %4',
      '%5 = import c',
      'x is global x',
      '%6 = ".js"',
      '%7 = join x %6',
      '%8 = import [%7]',
      'process is global process',
      '%9 = process . getBuiltinModule',
      '%10 = "fs"',
      '%11 = call process : %9(%10)',
      '%12 = import fs',
      '%11 <- %12',
      '%13 = 0',
      '%14 = import d',
    ]);
  });

  it('defined properties are stores', () => {
    expect(
      steps(
        'Object.defineProperty(exports, "a", { enumerable: true, get: function () { return x.y } }); Object.defineProperty(o, "b", { value: k })',
      ),
    ).toEqual([
      'Object is global Object',
      '%1 = Object . defineProperty',
      '%2 = "a"',
      '%3 = fresh object',
      'x is global x',
      '%4 = x . y',
      'result of get <- %4',
      '%5 = function get',
      '%3 . get <- %5',
      '%6 = call Object : %1(exports, %2, %3)',
      'exports . a <- result of get',
      '%7 = Object . defineProperty',
      'o is global o',
      '%8 = "b"',
      '%9 = fresh object',
      'k is global k',
      '%9 . value <- k',
      '%10 = call Object : %7(o, %8, %9)',
      'o . b <- k',
    ]);
  });

  it('all of a module exported again', () => {
    expect(
      steps(
        'Object.keys(x).forEach(function (key) { Object.defineProperty(exports, key, { enumerable: true, get: function () { return x[key] } }) }); tslib.__exportStar(require("y"), exports)',
      ),
    ).toEqual([
      'Object is global Object',
      '%1 = Object . keys',
      'x is global x',
      '%2 = call Object : %1(x)',
      '%3 = %2 . forEach',
      '%4 = Object . defineProperty',
      '%5 = fresh object',
      '%6 = x . [key]',
      'result of get <- %6',
      '%7 = function get',
      '%5 . get <- %7',
      '%8 = call Object : %4(exports, key, %5)',
      'exports <- x',
      '%9 = function function 1',
      '%10 = call %2 : %3(%9)',
      'tslib is global tslib',
      '%11 = tslib . __exportStar',
      'require is global require',
      '%12 = import y',
      '%13 = call tslib : %11(%12, exports)',
      'exports <- %12',
    ]);
  });

  it('a compiled default import', () => {
    expect(steps('var x = __importDefault(require("x")); x.default()')).toEqual([
      '__importDefault is global __importDefault',
      'require is global require',
      '%1 = import x',
      '%2 = call __importDefault(%1)',
      '%2 <- %1',
      '%2 . default <- %1',
      'x <- %2',
      '%3 = x . default',
      '%4 = call x : %3()',
    ]);
  });

  it("a bundler's table of exports", () => {
    expect(steps('__export(t, { run: () => run }); n.d(t, "a", function () { return b })')).toEqual([
      '__export is global __export',
      't is global t',
      '%1 = fresh object',
      'run is global run',
      'result of run <- run',
      '%2 = function run',
      '%1 . run <- %2',
      '%3 = call __export(t, %1)',
      't . run <- result of run',
      'n is global n',
      '%4 = n . d',
      '%5 = "a"',
      'b is global b',
      'result of function 2 <- b',
      '%6 = function function 2',
      '%7 = call n : %4(t, %5, %6)',
      't . a <- result of function 2',
    ]);
  });

  it("a bundler's CommonJS wrapper", () => {
    expect(
      steps(
        'var wrap = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports); var a = wrap({ "src/a.js"(exports, module) { module.exports = k } }); a()',
      ),
    ).toEqual([
      '%1 = fresh object',
      '%2 = fresh object',
      '%1 . exports <- %2',
      'mod <- %1',
      '%3 = %1 . exports',
      '%4 = call cb(%3, mod)',
      '%5 <- mod',
      '%5 <- %4',
      '%6 = mod . exports',
      'result of function 2 <- %6',
      '%7 = function function 2',
      'result of wrap <- %7',
      '%8 = function wrap',
      'wrap <- %8',
      '%9 = fresh object',
      'k is global k',
      'module . exports <- k',
      '%10 = function src/a.js',
      '%9 . src/a.js <- %10',
      '%11 = call wrap(%9)',
      '%12 = fresh object',
      '%13 = fresh object',
      '%13 . exports <- %12',
      '%14 = call %10(%12, %13)',
      '%15 = %13 . exports',
      'result of function 4 <- %15',
      '%11 = function function 4',
      'a <- %11',
      '%16 = call a()',
    ]);
  });

  it('AMD', () => {
    expect(steps('define(["exports", "b"], function (e, b) { e.x = b })')).toEqual([
      'define is global define',
      '%1 = fresh list',
      '%2 = "exports"',
      '%1 . * <- %2',
      '%3 = "b"',
      '%1 . * <- %3',
      'e . x <- b',
      '%4 = function function 1',
      '%5 = call define(%1, %4)',
      '%6 = import b',
      '%7 = call %4(exports, %6)',
      'exports <- %7',
    ]);
  });

  it('UMD is closures', () => {
    expect(
      steps(
        '(function (root, factory) { typeof exports === "object" ? factory(exports) : factory(root.X = {}) })(this, function (e) { e.run = run })',
      ),
    ).toEqual([
      '%1 = test exports',
      '%2 = "object"',
      '%3 = test %1 %2',
      '%4 = call factory(exports)',
      '%5 = fresh object',
      'root . X <- %5',
      '%6 = call factory(%5)',
      '%7 <- %4',
      '%7 <- %6',
      '%8 = function function 1',
      'run is global run',
      'e . run <- run',
      '%9 = function function 2',
      '%10 = call %8(exports, %9)',
    ]);
  });
});

describe('TypeScript', () => {
  it('enums and namespaces are objects', () => {
    expect(steps('enum E { A, B = "b", C = A } namespace N { export const x = k; function y() {} }', 'a.ts')).toEqual([
      'E = fresh object',
      '%1 = 0',
      'E . A <- %1',
      '%2 = "b"',
      'E . B <- %2',
      'E . C <- %1',
      'N = fresh object',
      'k is global k',
      'x <- k',
      'N . x <- x',
      '%3 = function y',
      'y <- %3',
    ]);
  });

  it('import and export assignments', () => {
    expect(steps('import m = require("m"); import p = m.q; export = p', 'a.ts')).toEqual([
      '%1 = import m',
      'm <- %1',
      '%2 = m . q',
      'p <- %2',
      'exports <- p',
    ]);
  });

  it('parameter properties are fields, types are nothing', () => {
    expect(
      steps(
        'declare const z: string; type T = string; abstract class P { constructor(private k: string) {} abstract q(): void } f(k as T, k!, <T>k)',
        'a.ts',
      ),
    ).toEqual([
      '<P> . k <- k',
      '%1 = class P constructs {}',
      'P <- %1',
      'f is global f',
      "k'2 is global k",
      "%2 = call f(k'2, k'2, k'2)",
    ]);
  });
});
