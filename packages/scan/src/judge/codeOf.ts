import type { PackageFile } from '../artifact.ts';
import type { Language } from '../ir/moduleIr.ts';

const JAVASCRIPT = /\.[cm]?[jt]sx?$/i;
/** Types alone: no compiler makes code of them. */
const DECLARATIONS = /\.d\.(?:[\w-]+\.)?[cm]?ts$/i;
const PYTHON = /\.pyw?$/i;
const SHEBANG = /^#!.*\b(?:(node|bun|deno|tsx)|(python[\d.]*))\b/;

/** Which language a file is written in, by its name and, where that says nothing, by its first line; undefined for no code of ours. */
export function languageOf({ path, bytes }: Pick<PackageFile, 'path' | 'bytes'>): Language | undefined {
  if (DECLARATIONS.test(path)) return undefined;
  if (JAVASCRIPT.test(path)) return 'javascript';
  if (PYTHON.test(path)) return 'python';
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined;
  const [, node, python] =
    SHEBANG.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 128)).split('\n', 1)[0] ?? '') ?? [];
  return node !== undefined ? 'javascript' : python !== undefined ? 'python' : undefined;
}
