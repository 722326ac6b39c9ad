import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Language } from '../ir/moduleIr.ts';
import type { CatalogLine } from './catalogTerm.ts';
import { createInterestFinder } from './interest.ts';

const LINES: readonly CatalogLine[] = [
  { root: 'py:requests', members: 'get post' },
  { root: 'py:urllib.request', members: 'urlopen Request' },
  { root: 'py:Crypto.Cipher', members: 'AES.new:0/key' },
  { root: 'py:os.environ', members: '=' },
  { root: 'node:https', members: 'request get' },
  { root: 'node:crypto.createSign()', members: 'sign:0' },
  { root: 'npm:axios', members: '() post' },
  { root: 'npm:@noble/curves', members: 'sign:1' },
  { root: 'npm:web3.js', members: 'send' },
  { root: 'npm:ethereumjs-', members: '*' },
  { root: 'global:fetch', members: '()' },
];

function reaches(language: Language, ...texts: readonly (string | Uint8Array)[]): boolean {
  const finder = createInterestFinder(LINES);
  return finder.reaches(texts.map((text) => finder.interestOf(Buffer.from(text), language)));
}

describe('what can reach a line of the catalog is seen', () => {
  test.each([
    ['import requests\nrequests.post(u)'],
    ['from requests import post as p'],
    ['import urllib.request as r; r.urlopen(u)'],
    ['from urllib import request as r\nr.Request(u)'],
    ['import requests\ngetattr(requests, "po" + "st")(u)'],
    ['import urllib\ngetattr(getattr(urllib, "re" + "quest"), "url" + "open")'],
    ['m = __import__("re" + "quests")'],
    ['from importlib import import_module as i\ni(x)'],
    ['exec(x)'],
    ['ｅｘｅｃ(x)'],
    ['import ｒｅｑｕｅｓｔｓ as r\nr.ｐｏｓｔ(u)'],
    ['(lambda f: f(x))(eval)'],
    ['from sys import modules as m\nm["re" + "quests"]'],
    ['__builtins__["ev" + "al"](x)'],
    ['# coding: utf-7\n+AGk-mport x'],
    ['from Crypto.Cipher import AES\nAES.new(k)'],
    ['import os\nprint(os.environ)'],
    ['class A: fetch = fetch'],
  ])('Python: %j', (text) => {
    expect(reaches('python', text)).toBe(true);
  });

  test.each([
    ["import https from 'https'"],
    ['import"https"'],
    ['const { request } = require("node:https")'],
    ['const h = require(`https`)'],
    ["await import('https')"],
    ["export * from '@noble/curves/secp256k1'"],
    ["require('axios')"],
    ["require('web3.js')"],
    ["require('ethereumjs-util')"],
    ["const r = require; r('ht' + 'tps')"],
    ["require('ht' + 'tps')"],
    ["require('\\x68ttps')"],
    ["import x from '\\x68ttps'"],
    ["import/**/('ht' + 'tps')"],
    ["import(`${'ht'}tps`)"],
    ["export * from/**/'\\u0068ttps'"],
    ['fetch(u)'],
    ['f\\u0065tch(u)'],
    ['f\\u{65}tch(u)'],
    ["globalThis['fe' + 'tch'](u)"],
    ["const w = window; w['fe' + 'tch']"],
    ["({ ...self })['fe' + 'tch']"],
    ["Function('x')"],
    ['process.getBuiltinModule(x)'],
  ])('JavaScript: %j', (text) => {
    expect(reaches('javascript', text)).toBe(true);
  });

  test('a name and its member may stand in different files', () => {
    expect(reaches('python', 'import requests\nmodule = requests', 'from a import module\nmodule.post(u)')).toBe(true);
  });
});

test.each<[Language, string]>([
  ['python', 'import re\nX = re.compile("requests_toolbelt")\ndef f(self): return self.get(1)'],
  ['python', 'import requests\nclass A: pass'],
  ['python', 'import posts\nimport my_requests'],
  ['javascript', "import { a } from './https.js'\nexport const u = 'https://example.invalid/fetcher'\nnode.parent.top"],
  ['javascript', "const x = require('./a'); Array.from(x); import.meta.url"],
])('what cannot is not: %s %j', (language, text) => {
  expect(reaches(language, text)).toBe(false);
});

test('a line of an unknown system is refused', () => {
  expect(() => createInterestFinder([{ root: 'rb:net', members: '*' }])).toThrow(/begins with no known system/);
});

test('no text around it hides a use, and more files never reach less', () => {
  const noise = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '"', '#', '(', '\\', 'ä', '/'), maxLength: 30 });
  const use = fc.constantFrom<[Language, string]>(
    ['python', 'import requests; requests.post(u)'],
    ['python', 'exec(x)'],
    ['javascript', 'fetch(u)'],
    ['javascript', "require('https')"],
  );
  fc.assert(
    fc.property(use, noise, noise, fc.array(noise, { maxLength: 3 }), ([language, text], before, after, others) => {
      expect(reaches(language, `${before}\n${text}\n${after}`, ...others)).toBe(true);
    }),
  );
});
