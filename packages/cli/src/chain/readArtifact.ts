import { type Hex, parseHex } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';

/** Where a constructor writes the value of an immutable into the runtime code. Offsets in bytes. */
export interface ImmutablePlace {
  readonly start: number;
  readonly length: number;
}

/** The runtime code of a compiler artifact, with its immutables still zero. */
export interface Artifact {
  readonly code: Hex;
  /** By the compiler's id of the variable. */
  readonly immutables: Readonly<Record<string, readonly ImmutablePlace[]>>;
  /** The contract's interface, as the compiler gives it. */
  readonly abi: readonly unknown[];
}

/**
 * Reads the runtime code out of the JSON of solc (a contract of its standard output), Foundry or
 * Hardhat. Throws `bad-artifact` for creation code only, and for libraries that are not linked.
 */
export function readArtifact(value: unknown, file: string): Artifact {
  const top = record(value);
  const runtime = record(top['evm'])['deployedBytecode'] ?? top['deployedBytecode'];
  const object = typeof runtime === 'string' ? runtime : record(runtime)['object'];
  if (typeof object !== 'string' || object === '' || object === '0x')
    throw bad(file, 'no deployedBytecode', 'runtime code: of a contract, not of an interface or an abstract contract');
  const links = /__\$[0-9a-fA-F]{34}\$__|__[A-Za-z0-9_./:]{36}__/.exec(object);
  if (links !== null)
    throw bad(
      file,
      `a library that is not linked (${links[0]})`,
      'linked code, with the addresses of its libraries in it',
    );
  return {
    code: parseHex(object.startsWith('0x') ? object : `0x${object}`),
    immutables: places(record(record(runtime)['immutableReferences'] ?? top['immutableReferences']), file),
    abi: Array.isArray(top['abi']) ? top['abi'] : [],
  };
}

/**
 * Puts the values of immutables into runtime code, as the constructor will: 32 bytes each, as the
 * compiler stores them. Throws `bad-artifact` naming those without a value, because the hash of code with
 * zeros in their place is the hash of code that will never exist.
 */
export function fillImmutables(artifact: Artifact, values: Readonly<Record<string, Hex>>, file: string): Hex {
  const bytes = Buffer.from(artifact.code.slice(2), 'hex');
  const missing = Object.keys(artifact.immutables).filter((id) => values[id] === undefined);
  if (missing.length > 0) {
    throw new CliFault('bad-artifact', {
      message:
        'The code has immutables, whose values the constructor writes into it: its hash is not known from the artifact alone.',
      found: missing
        .map((id) => `immutable ${id} at byte ${artifact.immutables[id]?.map(({ start }) => start).join(', ') ?? ''}`)
        .join('; '),
      expected: missing.map((id) => `--immutable ${id}=0x…`).join(' '),
      remedy: 'Give the values, 32 bytes each; or deploy the code first, read it, and use --implementation ADDRESS.',
    });
  }
  for (const [id, value] of Object.entries(values)) {
    const targets = artifact.immutables[id];
    if (targets === undefined)
      throw bad(file, `no immutable ${id}`, `one of ${Object.keys(artifact.immutables).join(', ') || '(none)'}`);
    for (const { start, length } of targets)
      Buffer.from(value.slice(2).padStart(64, '0'), 'hex')
        .subarray(32 - length)
        .copy(bytes, start);
  }
  return parseHex(`0x${bytes.toString('hex')}`);
}

/** The functions of an interface as `name(type,type)`, tuples written out. */
export function functionsOf(abi: readonly unknown[]): string[] {
  return abi
    .map(record)
    .flatMap((item) =>
      item['type'] === 'function' && typeof item['name'] === 'string'
        ? [`${item['name']}(${typesOf(item['inputs'])})`]
        : [],
    );
}

function typesOf(inputs: unknown): string {
  return (Array.isArray(inputs) ? inputs : [])
    .map(record)
    .map((input) =>
      String(input['type']).startsWith('tuple')
        ? `(${typesOf(input['components'])})${String(input['type']).slice('tuple'.length)}`
        : String(input['type']),
    )
    .join(',');
}

function places(value: Readonly<Record<string, unknown>>, file: string): Artifact['immutables'] {
  return Object.fromEntries(
    Object.entries(value).map(([id, list]) => {
      const entries = (Array.isArray(list) ? list : [])
        .map(record)
        .map(({ start, length }) => ({ start: Number(start), length: Number(length) }));
      if (
        entries.some(({ start, length }) => !Number.isSafeInteger(start) || start < 0 || !(length >= 1 && length <= 32))
      )
        throw bad(file, `immutableReferences of ${id}`, 'a list of {start, length}');
      return [id, entries];
    }),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function bad(file: string, found: string, expected: string): CliFault {
  return new CliFault('bad-artifact', {
    message: 'This compiler artifact cannot be used.',
    found: `${file}: ${found}`,
    expected,
    remedy: 'Use the JSON that solc, Foundry (out/…) or Hardhat (artifacts/…) wrote for one contract.',
  });
}
