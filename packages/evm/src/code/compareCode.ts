import { type Hex, keccakOf } from '@portcullis/model';
import { EvmFault } from '../evmFault.ts';
import { type CodeGraph, codeGraph } from './basicBlocks.ts';
import { dispatchTable, type DispatchTable } from './dispatchTable.ts';
import { OP, disassemble } from './disassemble.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import { type CodeMetadata, readMetadata } from './metadata.ts';

/** Where a constructor writes immutables into runtime code, by id: as `immutableReferences` of a solc artifact. */
export type ImmutableReferences = Readonly<
  Record<string, readonly { readonly start: number; readonly length: number }[]>
>;

export interface CompareOptions {
  /** Signatures such as `mint(address,uint256)`, from any ABI at hand, to name selectors. */
  readonly names?: readonly string[] | undefined;
  /** Immutables of both codes, when the build artifact is at hand. */
  readonly immutables?: ImmutableReferences | undefined;
}

/** A function by selector, and by name where one was given that hashes to it. */
export interface FunctionRef {
  readonly selector: Hex;
  readonly name: string | undefined;
  /** `fallback`: not in the table of functions, but asked for by the code that takes unknown selectors. */
  readonly where: 'table' | 'fallback';
}

/** One of two codes. */
export interface CodeSummary {
  /** Keccak-256 of the whole runtime code: what an upgrade intent pins. */
  readonly hash: Hex;
  readonly size: number;
  readonly metadata: CodeMetadata | undefined;
}

/**
 * How two codes differ at most:
 * `same` byte for byte; `metadata` only behind the code; `immutables` only where the artifact
 * says that the constructor writes; `constants` only in 32-byte constants, as immutables
 * would; `code` in what runs.
 */
export type CodeDifference = 'same' | 'metadata' | 'immutables' | 'constants' | 'code';

export interface CodeComparison {
  readonly before: CodeSummary;
  readonly after: CodeSummary;
  readonly difference: CodeDifference;
  readonly added: readonly FunctionRef[];
  readonly removed: readonly FunctionRef[];
  /** Functions in both whose code, or code they call inside, differs. */
  readonly changed: readonly FunctionRef[];
  readonly unchanged: number;
  /** Whether what happens to unknown selectors and plain payments differs. */
  readonly fallbackChanged: boolean;
  /** Sentences for the person who signs: what the differences mean and what could not be told. */
  readonly notes: readonly string[];
}

/**
 * Compares two runtime codes for a person who is to sign the change. A help for reading: what
 * is signed is the hash of the exact code. Pure. Throws `bad-code` for what is not hexadecimal.
 */
export function compareCode(before: string, after: string, options: CompareOptions = {}): CodeComparison {
  const old = partsOf(before);
  const now = partsOf(after);
  const names = new Map((options.names ?? []).map((name) => [keccakOf(name).slice(0, 10) as Hex, name]));
  const refOf = (table: DispatchTable, selector: Hex): FunctionRef => ({
    selector,
    name: names.get(selector),
    where: table.functions.has(selector) ? 'table' : 'fallback',
  });
  const selectorsOf = ({ table }: CodeParts): readonly Hex[] => [...table.functions.keys(), ...table.hidden].toSorted();
  const added = selectorsOf(now).filter((selector) => !selectorsOf(old).includes(selector));
  const removed = selectorsOf(old).filter((selector) => !selectorsOf(now).includes(selector));
  const common = [...old.table.functions.keys()].filter((selector) => now.table.functions.has(selector)).toSorted();
  const difference = differenceOf(old, now, options.immutables);
  const same = (a: Fingerprint, b: Fingerprint): boolean =>
    a.exact === b.exact || (difference !== 'code' && a.loose === b.loose);
  const changed = common.filter((selector) => !same(printOf(old, selector), printOf(now, selector)));
  const fallbackChanged = difference === 'code' && fallbackPrint(old) !== fallbackPrint(now);
  const comparison = {
    before: old.summary,
    after: now.summary,
    difference,
    added: added.map((selector) => refOf(now.table, selector)),
    removed: removed.map((selector) => refOf(old.table, selector)),
    changed: changed.map((selector) => refOf(now.table, selector)),
    unchanged: common.length - changed.length,
    fallbackChanged,
  };
  return { ...comparison, notes: notesOf(comparison, old, now) };
}

interface CodeParts {
  readonly bytes: Uint8Array;
  readonly summary: CodeSummary;
  readonly graph: CodeGraph;
  readonly table: DispatchTable;
}

function partsOf(text: string): CodeParts {
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) {
    throw new EvmFault('bad-code', {
      message: 'This is not code.',
      found: JSON.stringify(text.slice(0, 40)),
      expected: '0x and an even number of hexadecimal digits',
    });
  }
  const bytes = new Uint8Array(Buffer.from(text.slice(2), 'hex'));
  const metadata = readMetadata(bytes);
  const graph = codeGraph(bytes.subarray(0, bytes.length - (metadata?.size ?? 0)));
  return {
    bytes,
    summary: { hash: keccakOf(bytes), size: bytes.length, metadata },
    graph,
    table: dispatchTable(graph),
  };
}

function differenceOf(old: CodeParts, now: CodeParts, immutables: ImmutableReferences | undefined): CodeDifference {
  if (old.summary.hash === now.summary.hash) return 'same';
  const running = ({ bytes, summary }: CodeParts): Uint8Array =>
    bytes.slice(0, bytes.length - (summary.metadata?.size ?? 0));
  const [a, b] = [running(old), running(now)];
  if (Buffer.compare(a, b) === 0) return 'metadata';
  if (immutables !== undefined && Buffer.compare(masked(a, immutables), masked(b, immutables)) === 0)
    return 'immutables';
  return constantsMasked(a) === constantsMasked(b) ? 'constants' : 'code';
}

function masked(bytes: Uint8Array, references: ImmutableReferences): Uint8Array {
  const copy = bytes.slice();
  for (const { start, length } of Object.values(references).flat()) copy.fill(0, start, start + length);
  return copy;
}

function constantsMasked(bytes: Uint8Array): string {
  return disassemble(bytes)
    .map(({ op, push }) => (op === OP.push32 ? '7f' : `${op} ${push}`))
    .join(';');
}

function printOf({ graph, table }: CodeParts, selector: Hex): Fingerprint {
  return fingerprint(graph, table.functions.get(selector) ?? 0);
}

function fallbackPrint({ graph, table }: CodeParts): string {
  return [...new Set(table.others.map((entry) => fingerprint(graph, entry).exact))].toSorted().join();
}

function notesOf(comparison: Omit<CodeComparison, 'notes'>, old: CodeParts, now: CodeParts): readonly string[] {
  const notes: string[] = [];
  switch (comparison.difference) {
    case 'same':
      notes.push('The two codes are the same, byte for byte.');
      break;
    case 'metadata':
      notes.push(
        'Only the metadata behind the code differs (comments, names or paths of the source, or compiler settings): what runs is the same. The hash to be signed is another all the same.',
      );
      break;
    case 'immutables':
      notes.push(
        'Only immutables differ: values that the constructor wrote into the code. Check the constructor arguments; what the functions do with them is the same.',
      );
      break;
    case 'constants':
      notes.push(
        'Only 32-byte constants differ, as immutables do. With the build artifact at hand it can be told for sure whether they are immutables.',
      );
      break;
    case 'code':
      break;
    default:
      comparison.difference satisfies never;
  }
  for (const [name, parts] of [
    ['old', old],
    ['new', now],
  ] as const) {
    if (parts.bytes.length === 0) notes.push(`There is no ${name} code.`);
    else if (parts.table.functions.size === 0)
      notes.push(
        `In the ${name} code no table of functions was found (a proxy, or another compiler): functions cannot be compared, only the hash tells.`,
      );
  }
  const hidden = comparison.added.filter(({ where }) => where === 'fallback');
  if (hidden.length > 0)
    notes.push(
      `The new code answers ${hidden.map(({ selector }) => selector).join(', ')} outside its table of functions. That is how a back door is hidden.`,
    );
  if (comparison.fallbackChanged)
    notes.push('What happens to calls with unknown selectors, or to plain payments, changed.');
  if (
    comparison.difference === 'code' &&
    comparison.added.length + comparison.removed.length + comparison.changed.length === 0 &&
    !comparison.fallbackChanged
  ) {
    notes.push(
      'The code differs in a part that was not traced to a function. Do not take the lists above for complete.',
    );
  }
  return notes;
}
