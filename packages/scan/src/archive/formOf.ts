import type { Ecosystem, Form } from '../artifact.ts';
import { ScanFault } from '../scanFault.ts';

/** What a file is by its name: how its bytes are read, and for whom. `tar` may be of either ecosystem. */
export interface NamedForm {
  readonly container: 'tar' | 'zip' | 'none';
  readonly form: Form;
  readonly ecosystem: Ecosystem;
}

const JAVASCRIPT = /\.(?:[cm]?[jt]sx?|node|wasm|gyp|gypi|json|html?)$/i;
const PYTHON = /\.(?:pyw?|pyi|pyx|pyc|pyd|pth|so|dylib|dll|exe|toml|cfg)$/i;

/**
 * @throws ScanFault `unknown-format` with what to do, for what is no package and no source of a known language.
 */
export function formOf(name: string): NamedForm {
  const lower = name.toLowerCase();
  if (lower.endsWith('.whl')) return { container: 'zip', form: 'wheel', ecosystem: 'pypi' };
  if (lower.endsWith('.zip')) return { container: 'zip', form: 'sdist', ecosystem: 'pypi' };
  if (lower.endsWith('.tgz')) return { container: 'tar', form: 'npm-tarball', ecosystem: 'npm' };
  if (lower.endsWith('.tar.gz') || lower.endsWith('.tar'))
    return { container: 'tar', form: 'sdist', ecosystem: 'pypi' };
  const packer =
    /\.(?:tar\.(?:bz2|xz|zst|lzma|Z)|tbz2?|txz|tzst|tar\.br|egg|rar|7z|conda|crate|gem|jar|deb|rpm)$/i.exec(name);
  if (packer !== null) {
    throw new ScanFault('unknown-format', {
      message: `${name} is packed in a way that is not read.`,
      found: packer[0],
      expected: 'an npm tarball (.tgz), a wheel (.whl) or a source archive (.tar.gz, .zip)',
      remedy: 'Take the wheel or the .tar.gz of the same version, or unpack it in a sandbox and scan the folder.',
    });
  }
  if (JAVASCRIPT.test(name)) return { container: 'none', form: 'file', ecosystem: 'npm' };
  if (PYTHON.test(name)) return { container: 'none', form: 'file', ecosystem: 'pypi' };
  throw new ScanFault('unknown-format', {
    message: `${name} is neither a package nor source of a known language.`,
    expected: 'a .tgz, .whl, .tar.gz or .zip, a JavaScript, TypeScript or Python file, or a folder',
    remedy: 'Give the file the ending that its registry gives it, or scan the folder that it lies in.',
  });
}
