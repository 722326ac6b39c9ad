import { describe, expect, it } from 'vitest';
import { previousVersion } from './previousVersion.ts';

describe('the version before', () => {
  it.each([
    ['npm', '1.10.0', '1.9.0'],
    ['npm', '1.9.0', '1.2.0'],
    ['npm', '2.0.0-rc.1', '1.10.0'],
    ['npm', '2.0.0', '1.10.0'],
    ['npm', '1.2.0', undefined],
    ['npm', 'nonsense', undefined],
    ['npm', undefined, '2.0.0'],
  ] as const)('%s %s: %s', (ecosystem, version, before) => {
    expect(previousVersion(ecosystem, ['1.10.0', '2.0.0', '1.2.0', '2.0.0-rc.1', '1.9.0', 'x'], version)).toBe(before);
  });

  it('follows PEP 440 for PyPI', () => {
    const versions = ['1.0', '1.0.post1', '1.1rc1', '1.1', '1!0.1'];
    expect(previousVersion('pypi', versions, '1.1')).toBe('1.0.post1');
    expect(previousVersion('pypi', versions, '1.0.post1')).toBe('1.0');
    expect(previousVersion('pypi', versions, '1!0.1')).toBe('1.1');
    expect(previousVersion('pypi', versions, undefined)).toBe('1!0.1');
  });
});
