import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { digestOf } from '../digest.ts';
import { chainOfAccount } from '../ids/accountId.ts';
import type { Estate } from './estate.ts';
import { type EstateFile, estateFileSchema } from './estateSchema.ts';
import { estateReferences } from './estateReferences.ts';

/** One thing wrong with an estate file, where it stands, and what may stand there. Lines and columns count from 1. */
export interface EstateFault {
  readonly line: number;
  readonly column: number;
  /** Such as `policies.upgrade.quorum`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

export type EstateResult =
  | { readonly ok: true; readonly estate: Estate }
  | { readonly ok: false; readonly faults: readonly EstateFault[] };

/** A fault by its path in the file, before its line is looked up. */
export interface PathFault {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

const MAX_BYTES = 1_000_000;

/** The schema's names of types, as somebody who writes YAML knows them. */
const YAML_WORDS: Readonly<Record<string, string>> = {
  object: 'members, as in {name: value}',
  record: 'members, as in {name: value}',
  array: 'a list, as in [one, two]',
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/**
 * Reads the text of `portcullis.yaml`. Reports every fault at once, in the order of the
 * lines; never throws for what a person wrote.
 */
export function parseEstate(text: string): EstateResult {
  if (text.length > MAX_BYTES) {
    return {
      ok: false,
      faults: [{ line: 1, column: 1, path: '', found: `${text.length} characters`, expected: `at most ${MAX_BYTES}` }],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, version: '1.2' });
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map((error) => ({
        ...position(lines, error.pos[0]),
        path: '',
        found: text.slice(error.pos[0], error.pos[0] + 40).split('\n')[0] ?? '',
        expected: `YAML: ${error.message.split('\n')[0] ?? error.code}`,
      })),
    };
  }
  const value = expand(document);
  if (value === undefined) {
    return {
      ok: false,
      faults: [
        {
          line: 1,
          column: 1,
          path: '',
          found: 'aliases that multiply, or that name nothing',
          expected: 'few aliases, each of an anchor before it',
        },
      ],
    };
  }
  // A process reads an estate or two: to compile a parser for it takes longer than it saves.
  const parsed = estateFileSchema.safeParse(value.root, { jitless: true });
  const faults = parsed.success ? estateReferences(parsed.data) : parsed.error.issues.flatMap(issueFaults);
  if (!parsed.success || faults.length > 0) {
    const located = faults.map((fault) => locate(document, lines, text, fault));
    return { ok: false, faults: located.toSorted((a, b) => a.line - b.line || a.column - b.column) };
  }
  return { ok: true, estate: complete(parsed.data, text) };
}

/** Expands aliases; the limit keeps a small file from growing without end. `undefined` when it would. */
function expand(document: Document): { readonly root: unknown } | undefined {
  try {
    return { root: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}

function issueFaults(issue: z.core.$ZodIssue): PathFault[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        expected: 'no such member here: check its spelling or its indentation',
      }));
    case 'invalid_value':
      return [{ path, expected: `one of ${issue.values.map(String).join(', ')}` }];
    case 'invalid_type':
      return [{ path, expected: YAML_WORDS[issue.expected] ?? issue.expected }];
    default:
      return [{ path, expected: issue.message }];
  }
}

function locate(document: Document, lines: LineCounter, text: string, fault: PathFault): EstateFault {
  const path = fault.path.map(String).join('.');
  for (let depth = fault.path.length; depth >= 0; depth--) {
    const at = offsetOf(document, fault.path.slice(0, depth));
    if (at === undefined) continue;
    const missing = depth < fault.path.length;
    const found = missing
      ? 'nothing'
      : text
          .slice(at, at + 60)
          .split('\n')[0]
          ?.trim();
    return { ...position(lines, at), path, found: found ?? '', expected: fault.expected };
  }
  return { line: 1, column: 1, path, found: 'nothing', expected: fault.expected };
}

/** Where the member at a path begins: at its key in a map, at its value in a list. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | undefined {
  const parent: unknown =
    path.length === 0 ? undefined : path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(path.at(-1)));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? (node.range[0] as number)
    : undefined;
}

function position(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function complete(file: EstateFile, text: string): Estate {
  const active = file.custodians.filter((person) => person.status === 'active').map((person) => person.id);
  const listen = /^\[?(.*?)\]?:(\d+)$/.exec(file.listen);
  return {
    name: file.estate,
    digest: digestOf(text),
    text,
    custodians: file.custodians.map((person) => ({
      id: person.id,
      name: person.name,
      keys: person.keys.map((key) =>
        typeof key === 'string'
          ? { key, from: undefined, until: undefined }
          : { key: key.key, from: key.from, until: key.until },
      ),
      reach: person.reach,
      from: person.from,
      until: person.until,
      status: person.status,
    })),
    groups: { ...file.groups, all: active },
    policies: Object.fromEntries(
      Object.entries(file.policies).map(([name, policy]) => [name, { ...policy, window: policy.window }]),
    ),
    chains: Object.entries(file.chains).map(([name, chain]) => ({
      name,
      id: chain.id,
      rpc: chain.rpc,
      depth: chain.depth,
    })),
    contracts: file.contracts.map((contract) => ({
      ...contract,
      admin: contract.admin,
      supply: contract.supply,
      interface: contract.interface,
    })),
    gates: file.gates.map((gate) =>
      gate.lever === 'hold'
        ? gate
        : { ...gate, targets: gate.targets.map((target) => ({ pauses: target.pauses, via: target.via })) },
    ),
    playbooks: file.playbooks.map((playbook) => ({
      ...playbook,
      of: playbook.of,
      page: playbook.page === 'all' ? active : playbook.page,
      tell: playbook.tell === 'all' ? file.integrators.map((integrator) => integrator.id) : playbook.tell,
    })),
    integrators: file.integrators,
    clients: file.clients,
    listen: { host: listen?.[1] ?? '127.0.0.1', port: Number(listen?.[2] ?? 8780) },
  };
}

/** The chain of the estate that an account of a contract or a gate lives on, by its CAIP-2 id. */
export function chainOf(
  estate: Estate,
  account: Parameters<typeof chainOfAccount>[0],
): Estate['chains'][number] | undefined {
  const id = chainOfAccount(account);
  return estate.chains.find((chain) => chain.id === id);
}
