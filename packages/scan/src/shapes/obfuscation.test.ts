import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../testing/shapesIn.ts';

const readable = `export function add(first, second) {\n  // Adds two numbers.\n  return first + second;\n}\n`.repeat(
  8,
);

/** What an obfuscator of the usual kind makes, by our own hand and harmless. */
function rotated(name: (i: number) => string): string {
  const words = Array.from({ length: 30 }, (_, i) => `'w${i}x${i * 7}'`).join(',');
  const uses = Array.from({ length: 20 }, (_, i) => `const ${name(i)} = ${name(90)}(0x${(i + 16).toString(16)});`).join(
    '',
  );
  return (
    `function ${name(99)}(){const ${name(98)}=[${words}];return ${name(98)};}` +
    `(function(${name(97)},${name(96)}){const ${name(95)}=${name(97)}();while(!![]){try{const ${name(94)}=-parseInt(${name(90)}(0x1))/0x1+parseInt(${name(90)}(0x2))/0x2*(parseInt(${name(90)}(0x3))/0x3);if(${name(94)}===${name(96)})break;else ${name(95)}['push'](${name(95)}['shift']());}catch(${name(93)}){${name(95)}['push'](${name(95)}['shift']());}}}(${name(99)},0x1));` +
    `function ${name(90)}(${name(89)}){return ${name(99)}()[${name(89)}];}${uses}`
  );
}
const hex = rotated((i) => `_0x${(0x3f21 + i).toString(16)}`);
const plainNames = rotated((i) => `n${i}`);
const flattened = `const order='3|1|0|2|4'.split('|');let i=0;while(!![]){switch(order[i++]){case'0':f();continue;case'1':g();continue;}break;}`;

describe('obfuscation', () => {
  it('in one file of a readable package is held', () => {
    expect(verdictsOf({ 'a.js': readable, 'b.js': readable, 'c.js': hex })).toEqual(['hold obfuscated']);
  });
  it('is seen whatever its names are', () => {
    expect(verdictsOf({ 'a.js': readable, 'c.js': plainNames })).toEqual(['review obfuscated']);
    expect(verdictsOf({ 'a.js': readable, 'c.js': plainNames + flattened })).toEqual(['hold obfuscated']);
  });
  it('is seen where members are named by numbers', () => {
    const uses = Array.from({ length: 12 }, (_, i) => `o[f(${i + 300})](${i});`).join('');
    const text = `const t=['a','b','c','d','e','f','g','h','i','j','k','l'];(function(a,n){while(n--)a['push'](a['shift']())})(t,3);function f(n){return t[n-300]}${uses}`;
    expect(verdictsOf({ 'a.js': readable, 'c.js': text })).toEqual(['hold obfuscated']);
    expect(verdictsOf({ 'a.js': readable, 'c.js': text.replace(/\(function.*?3\);/u, '') })).toEqual([
      'review obfuscated',
    ]);
  });
  it('of a whole package is its vendor’s choice, and a review', () => {
    expect(verdictsOf({ 'a.js': hex, 'b.js': hex, 'c.js': hex })).toEqual(['review obfuscated']);
  });
  it('by six characters is held', () => {
    const six = `[][(![]+[])[+[]]+(![]+[])[!+[]+!+[]]+(![]+[])[+!+[]]+(!![]+[])[+[]]]`.repeat(12);
    expect(verdictsOf({ 'a.js': readable, 'c.js': six })).toEqual(['hold obfuscated']);
  });
  it('by escaped letters and a trap is held', () => {
    const word = Array.from('harmless', (one) => `\\x${one.charCodeAt(0).toString(16)}`).join('');
    const text = `const w=[${Array.from({ length: 60 }, () => `"${word}"`).join(',')}];f().search('(((.+)+)+)+$');`;
    expect(verdictsOf({ 'a.js': readable, 'c.js': text })).toEqual(['review obfuscated']);
    expect(verdictsOf({ 'a.js': readable, 'c.js': text + flattened })).toEqual(['hold obfuscated']);
  });
});

describe('what is only small or odd passes', () => {
  it.each([
    [
      'a minified bundle',
      `!function(e,t){"object"==typeof exports?module.exports=t():e.x=t()}(this,function(){${'var a=function(e,t){return e.push(t.shift()),e};'.repeat(60)}return a});`,
    ],
    ['a few names with hexadecimal digits', 'const _0xff = 255, _0xabcd = 1; f(_0xff, _0xabcd);'.repeat(8)],
    [
      'tables of escaped characters',
      `const t = "${Array.from({ length: 400 }, (_, i) => `\\x${(0x80 + (i % 0x80)).toString(16)}`).join('')}";`.repeat(
        2,
      ),
    ],
    ['an array turned by hand', `const q = [1, 2]; q.push(q.shift()); const n = parseInt(a) + parseInt(b);`.repeat(4)],
    [
      'a bundle that requires by numbers',
      `const m={};function r(n){if(m[n])return m[n].e;const x=m[n]={e:{}};t[n](x,x.e,r);return x.e}${Array.from({ length: 20 }, (_, i) => `const a${i}=r(${i});a${i}.go();`).join('')}`,
    ],
    ['a deep literal', `const t = [${'[[[]]],'.repeat(100)}];`],
  ])('%s', (_, text) => {
    expect(verdictsOf({ 'a.js': readable, 'c.js': text })).toEqual([]);
  });
});
