import { expect, test } from 'vitest';
import { createInterestFinder } from './interest.ts';
import { interestingFiles, type Alias, type SourceFile } from './interestingFiles.ts';

const finder = createInterestFinder([
  { root: 'py:requests', members: 'post' },
  { root: 'npm:axios', members: 'post' },
]);

function needed(texts: Readonly<Record<string, string>>, aliases?: readonly Alias[]): string[] {
  const files = Object.entries(texts).map(([path, text]): SourceFile => {
    const bytes = Buffer.from(text);
    const language = path.endsWith('.py') ? 'python' : 'javascript';
    return { path, bytes, language, interest: finder.interestOf(bytes, language) };
  });
  return interestingFiles(finder, files, aliases).map((file) => file.path);
}

test('a package that reaches nothing needs no file', () => {
  expect(needed({ 'p/a.py': 'from .b import x', 'p/b.py': 'x = 1' })).toEqual([]);
});

test('a helper in the middle of a flow is needed, what nobody names is not', () => {
  const texts = {
    'p/send.py': 'import requests\ndef s(x): requests.post(u, x)',
    'p/middle.py': 'from .send import s\ndef m(x): s(x[::-1])',
    'p/start.py': 'from p import middle\nmiddle.m(key)',
    'tools/alone.py': 'def f(): return 1',
  };
  expect(needed(texts)).toEqual(['p/send.py', 'p/middle.py', 'p/start.py']);
});

test('where a name and its member stand in files that name each other, both are needed', () => {
  const texts = { 'a.py': 'import requests\nr = requests', 'b.py': 'from a import r\nr.post(x)', 'c.py': 'c = 1' };
  expect(needed(texts)).toEqual(['a.py', 'b.py']);
});

test('a dynamic route may import any file', () => {
  const texts = { 'a.py': 'import requests\nrequests.post(x)', 'b.py': 'y = __import__(n)', 'c.py': 'c = 1' };
  expect(needed(texts)).toEqual(['a.py', 'b.py', 'c.py']);
});

test('the entry of a folder is named by its place', () => {
  const texts = {
    'lib/index.js': "export * from 'axios'",
    'lib/deep/x.js': "import y from '..'; y.post()",
    'z.js': 'z()',
  };
  expect(needed(texts)).toEqual(['lib/index.js', 'lib/deep/x.js']);
});

test('a file that has another name is found by it', () => {
  const texts = {
    'dist/main.js': "import axios from 'axios'",
    'user.js': "import y from 'own-name'; y.post()",
    'z.js': 'z()',
  };
  const aliases = [{ name: 'own-name', path: 'dist/main.js' }];
  expect(needed(texts, aliases)).toEqual(['dist/main.js', 'user.js']);
  expect(needed(texts)).toEqual(['dist/main.js']);
});
