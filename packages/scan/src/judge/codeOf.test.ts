import { expect, test } from 'vitest';
import { languageOf } from './codeOf.ts';

const of = (path: string, text = ''): string | undefined => languageOf({ path, bytes: new TextEncoder().encode(text) });

test.each([
  ['a.js', 'javascript'],
  ['a.MJS', 'javascript'],
  ['a.cts', 'javascript'],
  ['a.tsx', 'javascript'],
  ['a.d.ts', undefined],
  ['a.d.mts', undefined],
  ['a.css.d.ts', undefined],
  ['a/setup.py', 'python'],
  ['a.pyw', 'python'],
  ['a.pyc', undefined],
  ['a.json', undefined],
])('%s is %s', (path, language) => {
  expect(of(path)).toBe(language);
});

test.each([
  ['#!/usr/bin/env node\nx()', 'javascript'],
  ['#!/usr/bin/env -S node --flag\nx()', 'javascript'],
  ['#!/usr/bin/python3.11\nx()', 'python'],
  ['#!/bin/sh\nnode x', undefined],
  ['#! x', undefined],
])('a file without an ending that begins with %j is %s', (text, language) => {
  expect(of('bin/tool', text)).toBe(language);
});
