/** What a marker may ask of a machine, with the names that older tools gave it. */
type Machine = Readonly<Record<string, string>>;

const SYSTEMS: readonly (readonly [os: string, platform: string, system: string, machines: string])[] = [
  ['posix', 'linux', 'Linux', 'x86_64 aarch64 i686 armv7l ppc64le s390x riscv64'],
  ['posix', 'darwin', 'Darwin', 'x86_64 arm64'],
  ['nt', 'win32', 'Windows', 'AMD64 x86 ARM64'],
];
const VERSIONS: readonly string[] = [8, 9, 10, 11, 12, 13, 14].map((minor) => `3.${minor}`);
const OLDER_NAMES: Readonly<Record<string, string>> = {
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.machine': 'platform_machine',
  'platform.version': 'platform_version',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
};
const VERSIONED = /^(?:python_version|python_full_version|implementation_version)$/u;
const UNKNOWN = /^platform_(?:release|version)$/u;
const TOKEN = /\s*(?:(\(|\))|('[^']*'|"[^"]*")|(<=|>=|===|==|!=|~=|<|>)|([A-Za-z_][\w.]*))/uy;
const DEEPEST = 50;

const MACHINES: readonly Machine[] = SYSTEMS.flatMap(([os_name, sys_platform, platform_system, machines]) =>
  machines.split(' ').flatMap((platform_machine) =>
    VERSIONS.flatMap((python_version) =>
      // The first release of a version and one that no version will reach.
      ['0', '99'].map((patch) => ({
        os_name,
        sys_platform,
        platform_system,
        platform_machine,
        python_version,
        python_full_version: `${python_version}.${patch}`,
        implementation_version: `${python_version}.${patch}`,
        implementation_name: 'cpython',
        platform_python_implementation: 'CPython',
        // What nobody asked for is no extra.
        extra: '',
      })),
    ),
  ),
);

/**
 * Whether a marker (PEP 508) lets an install bring a requirement on some usual machine: Linux, macOS or Windows with one of
 * the CPythons that are in use, and without extras. What cannot be read or decided here is brought.
 */
export function isBroughtByMarker(marker: string): boolean {
  const condition = parsed(marker);
  return condition === undefined || MACHINES.some((machine) => condition(machine));
}

type Condition = (machine: Machine) => boolean;
interface Operand {
  readonly text: string;
  readonly isName: boolean;
}

function parsed(marker: string): Condition | undefined {
  const tokens = tokensOf(marker);
  let at = 0;
  const whole = tokens === undefined ? undefined : either(0);
  return at === tokens?.length ? whole : undefined;

  function either(depth: number): Condition | undefined {
    return joined('or', depth, (one) => both(one));
  }
  function both(depth: number): Condition | undefined {
    return joined('and', depth, (one) => single(one));
  }
  function joined(
    word: 'and' | 'or',
    depth: number,
    next: (depth: number) => Condition | undefined,
  ): Condition | undefined {
    const parts: Condition[] = [];
    for (;;) {
      const part = next(depth);
      if (part === undefined) return undefined;
      parts.push(part);
      if (tokens?.[at] !== word) break;
      at++;
    }
    return (machine) => (word === 'or' ? parts.some((part) => part(machine)) : parts.every((part) => part(machine)));
  }
  function single(depth: number): Condition | undefined {
    if (tokens?.[at] !== '(') return comparison();
    at++;
    const inner = depth < DEEPEST ? either(depth + 1) : undefined;
    return tokens[at++] === ')' ? inner : undefined;
  }
  function comparison(): Condition | undefined {
    const left = operand();
    let operator = tokens?.[at++];
    if (operator === 'not' && tokens?.[at] === 'in') operator = `not ${tokens[at++]}`;
    const right = operand();
    if (left === undefined || right === undefined || operator === undefined) return undefined;
    return (machine) => compare(valueOf(left, machine), operator, valueOf(right, machine), nameOf(left, right));
  }
  function operand(): Operand | undefined {
    const token = tokens?.[at++];
    if (token === undefined || !/^['"A-Za-z_]/u.test(token)) return undefined;
    const isName = !/^['"]/u.test(token);
    return { text: isName ? (own(OLDER_NAMES, token) ?? token) : token.slice(1, -1), isName };
  }
}

function tokensOf(marker: string): readonly string[] | undefined {
  const found: string[] = [];
  const text = marker.trim();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    found.push(match[0].trim());
  }
  return found;
}
function valueOf({ text, isName }: Operand, machine: Machine): string | undefined {
  return isName ? own(machine, text) : text;
}
function own(of: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}
function nameOf(left: Operand, right: Operand): string {
  return [left, right].find(({ isName }) => isName)?.text ?? '';
}

function compare(left: string | undefined, operator: string, right: string | undefined, name: string): boolean {
  if (left === undefined || right === undefined || UNKNOWN.test(name)) return true;
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  if (VERSIONED.test(name)) return compareVersions(left, operator, right);
  if (operator === '==' || operator === '===') return left === right;
  return operator === '!=' ? left !== right : true;
}

/** By numbers alone: what has anything else may be so. */
function compareVersions(left: string, operator: string, right: string): boolean {
  const isPrefix = right.endsWith('.*');
  const [one, other] = [numbers(left), numbers(isPrefix ? right.slice(0, -2) : right)];
  if (one === undefined || other === undefined) return true;
  const order = difference(isPrefix ? one.slice(0, other.length) : one, other);
  switch (operator) {
    case '==':
    case '===':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    default: {
      const within = other.slice(0, -1);
      return order >= 0 && difference(one.slice(0, within.length), within) === 0;
    }
  }
}
function numbers(version: string): readonly number[] | undefined {
  return /^\d+(?:\.\d+)*$/u.test(version) ? version.split('.').map(Number) : undefined;
}
function difference(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const by = (one[at] ?? 0) - (other[at] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}
