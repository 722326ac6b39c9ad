import { describe, expect, it } from 'vitest';
import { parseRequirement } from './dependencySource.ts';
import { isBroughtByMarker } from './isBroughtByMarker.ts';

const BROUGHT: readonly string[] = [
  'constructor == "a"',
  'sys_platform == "win32"',
  "sys.platform == 'darwin'",
  'os_name == "nt" and platform_machine == "AMD64"',
  'python_version >= "3.8"',
  'python_version < "3.9"',
  '"3.10" <= python_version',
  'python_version == "3.12.*"',
  'python_version ~= "3.9"',
  'python_full_version < "3.11.4"',
  'python_version in "3.8, 3.9"',
  'python_version not in "2.7, 3.4"',
  'platform_python_implementation != "PyPy"',
  'implementation_name == "cpython"',
  'platform_release >= "20"',
  'extra == "dev" or python_version >= "3"',
  '(extra == "dev") or (sys_platform != "win32")',
  'extra != "dev"',
  'extra == ""',
  '"dev" != extra',
  'python_version < "3.8rc1"',
  // What is no marker, or asks what nobody knows.
  '',
  'python_version >',
  'weather == "fine"',
  'extra == "dev" and',
  'not extra == "dev"',
  `${'('.repeat(200)}extra == "dev"${')'.repeat(200)}`,
];
const ELSEWHERE: readonly string[] = [
  'extra == "dev"',
  "'dev' == extra",
  'extra == "dev" and python_version >= "3.8"',
  'python_version >= "3.8" and (extra == "a" or extra == "b")',
  'python_version < "3"',
  'python_version < "3.8"',
  'python_version == "2.7"',
  'python_version in "2.6, 2.7"',
  '"3.7" >= python_version',
  'python_full_version <= "3.7.99"',
  'platform_python_implementation == "PyPy"',
  'sys_platform == "cygwin"',
  'sys_platform == "win32" and os_name == "posix"',
  'sys_platform == "linux" and platform_machine == "arm64"',
];

describe('whether an install brings a requirement', () => {
  it.each(BROUGHT)('does on some machine: %s', (marker) => {
    expect(isBroughtByMarker(marker)).toBe(true);
  });
  it.each(ELSEWHERE)('does on none: %s', (marker) => {
    expect(isBroughtByMarker(marker)).toBe(false);
  });
  it('is asked of what stands behind the version or the address', () => {
    expect(parseRequirement('a>=1; extra == "x" or os_name == "nt"')?.isBrought).toBe(true);
    expect(parseRequirement('a[b] (>=1) ; extra == "x"')?.isBrought).toBe(false);
    expect(parseRequirement('a @ https://example.invalid/a.whl;extra=="x"')).toMatchObject({
      range: 'https://example.invalid/a.whl;extra=="x"',
      isBrought: true,
    });
    expect(parseRequirement('a @ https://example.invalid/a.whl ; extra == "x"')?.isBrought).toBe(false);
    expect(parseRequirement('a')?.isBrought).toBe(true);
  });
});
