import type { Form, PackageFile } from '../artifact.ts';

/** Larger manifests are not read for a name. */
const LARGEST = 4 * 1024 * 1024;

/** Name and version as the package's own manifest gives them; absent where it gives none. */
export function identityOf(
  form: Form,
  files: readonly PackageFile[],
): { readonly name?: string; readonly version?: string } {
  const at = (path: string): string | undefined => {
    const bytes = files.find((file) => file.path === path)?.bytes;
    return bytes === undefined || bytes.length > LARGEST ? undefined : new TextDecoder().decode(bytes);
  };
  const metadata = files.find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path))?.path ?? 'PKG-INFO';
  switch (form) {
    case 'npm-tarball':
      return fromPackageJson(at('package.json'));
    case 'wheel':
    case 'sdist':
      return fromMetadata(at(metadata));
    case 'folder':
    case 'file': {
      const json = fromPackageJson(at('package.json'));
      return json.name === undefined ? fromMetadata(at(metadata)) : json;
    }
  }
}

function fromPackageJson(text: string | undefined): { name?: string; version?: string } {
  if (text === undefined) return {};
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof manifest !== 'object' || manifest === null) return {};
    const { name, version } = manifest as { name?: unknown; version?: unknown };
    return { ...(typeof name === 'string' ? { name } : {}), ...(typeof version === 'string' ? { version } : {}) };
  } catch {
    // A manifest that cannot be read is reported where manifests are read.
    return {};
  }
}

function fromMetadata(text: string | undefined): { name?: string; version?: string } {
  if (text === undefined) return {};
  const head = text.split(/\r?\n\r?\n/, 1)[0] as string;
  const name = /^Name:[ \t]*(\S[^\r\n]*)/im.exec(head)?.[1]?.trim();
  const version = /^Version:[ \t]*(\S[^\r\n]*)/im.exec(head)?.[1]?.trim();
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) };
}
