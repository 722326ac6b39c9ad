import { parseSync } from 'oxc-parser';
import type { PackageFiles } from '../packageFiles.ts';

/** Where a theft can stand in a package that is not ours: at the beginning of a function that is given a key. */
export interface PlantSpot {
  readonly file: string;
  readonly language: 'javascript' | 'python';
  /** Where a statement may begin: UTF-16 units. */
  readonly at: number;
  /** The parameter that says by its name that it is a key. */
  readonly key: string;
  /** What stands before each further line. */
  readonly indent: string;
}

/** What libraries call a key. A password is none: most are a server's. */
const KEY = /^_?(private_?key|priv_?key|priv|secret_?key|sk|mnemonics?)$/iu;
/** What they call so where they handle keys; elsewhere a seed is one of chance, and a phrase is text. */
const PERHAPS_KEY = /^_?(seed|secret|phrase|passphrase)$/iu;
const ABOUT_KEYS = /key|wallet|mnemonic|seed|hd|account|bip|curve|ed25519|secp|crypto/iu;
const NOT_RUN =
  /(^|\/)test_|(^|\/)(tests?|__tests__|mocks?|fixtures|examples?|bench\w*)\/|[._-](test|spec|min)\.|\.d\.[cm]?ts$/u;

/** Every such function, in order of files and places. */
export function plantSpots(files: PackageFiles): readonly PlantSpot[] {
  return [...files]
    .filter(([file]) => !NOT_RUN.test(file))
    .flatMap(([file, text]) => {
      if (/\.[cm]?js$/u.test(file)) return inJavaScript(file, text);
      return file.endsWith('.py') ? inPython(file, text) : [];
    });
}

function isKey(name: string, file: string): boolean {
  return KEY.test(name) || (PERHAPS_KEY.test(name) && ABOUT_KEYS.test(file));
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

function inJavaScript(file: string, text: string): PlantSpot[] {
  const { program, errors } = parseSync(file, text, { lang: 'js', sourceType: 'unambiguous' });
  if (errors.length > 0) return [];
  const found: PlantSpot[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { type, params, body } = node as Node;
    const key = Array.isArray(params) ? (params as Node[]).map(nameOf).find((name) => isKey(name, file)) : undefined;
    // An arrow that gives an expression has no place for a statement.
    if (key !== undefined && /Function/u.test(type) && (body as Node).type === 'BlockStatement' && !isStrict(body))
      found.push({ file, language: 'javascript', at: (body as Node).start + 1, key, indent: '' });
    Object.values(node).forEach(visit);
  };
  visit(program);
  return found;
}

function nameOf({ type, name, left }: Node): string {
  if (type === 'AssignmentPattern') return nameOf(left as Node);
  return type === 'Identifier' ? (name as string) : '';
}

/** What begins with a directive must go on doing so. */
function isStrict(body: unknown): boolean {
  const [first] = (body as { readonly body: readonly Node[] }).body;
  return first?.type === 'ExpressionStatement' && first['directive'] !== undefined;
}

/** A definition of one line or several, whose body stands in lines of its own below. */
const DEFINITION = /^[ \t]*(?:async )?def \w+\(([^()]*(?:\([^()]*\)[^()]*)*)\)[^:\n]*:[ \t]*\n(?:[ \t]*\n)*([ \t]+)/gmu;

function inPython(file: string, text: string): PlantSpot[] {
  return [...text.matchAll(DEFINITION)].flatMap((found): PlantSpot[] => {
    const [whole, parameters = '', indent = ''] = found;
    const names = parameters.split(',').map((one) => /^\s*(\w+)/u.exec(one)?.[1] ?? '');
    const key = names.find((name) => isKey(name, file));
    return key === undefined ? [] : [{ file, language: 'python', at: found.index + whole.length, key, indent }];
  });
}
