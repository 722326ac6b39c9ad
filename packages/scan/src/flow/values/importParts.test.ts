import { describe, expect, it } from 'vitest';
import { lowerJavaScript } from '../../javascript/lowerJavaScript.ts';
import { linkProgram } from '../program/linkProgram.ts';
import { createImportParts } from './importParts.ts';

describe('parts of a package', () => {
  const program = linkProgram(['a.js', 'b.js', 'c.js', 'd.js'].map((file) => lowerJavaScript(file, '')));

  it('are one module each until something imports', () => {
    const parts = createImportParts(program);
    expect(parts.areJoined(0, 0)).toBe(true);
    expect(parts.areJoined(0, 1)).toBe(false);
  });

  it('grow together in whatever direction the imports go', () => {
    const parts = createImportParts(program);
    parts.join(0, 1);
    parts.join(2, 1);
    expect(parts.areJoined(0, 2)).toBe(true);
    expect(parts.areJoined(2, 0)).toBe(true);
    expect(parts.areJoined(0, 3)).toBe(false);
  });
});
