import { createHash, hash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import type { Ecosystem, FoundFile } from '@portcullis/scan';

/** A package as it lies or came, not read yet: only the confined worker looks inside. */
export type Material =
  /** `name` is the archive's file name, by which its kind is known. */
  | { readonly is: 'archive'; readonly name: string; readonly bytes: Uint8Array }
  | {
      readonly is: 'files';
      /** What the package is called where it has no name of its own. */
      readonly name: string;
      readonly form: 'folder' | 'file';
      readonly ecosystem: Ecosystem;
      readonly files: readonly FoundFile[];
      /** What was left out while the folder was walked. */
      readonly unread: readonly { readonly path: string; readonly why: string }[];
    };

/** Over everything that the worker is given, so that a kept answer is an answer to the same question. */
export function digestOfMaterial(material: Material): Digest {
  if (material.is === 'archive') return asDigest(`${material.name}\0${hash('sha256', material.bytes, 'hex')}`);
  const whole = createHash('sha256');
  const { form, ecosystem, name, files, unread } = material;
  whole.update(JSON.stringify([form, ecosystem, name, unread.map(({ path, why }) => [path, why])]));
  for (const { path, bytes, isExecutable = false } of files)
    whole.update(JSON.stringify([path, isExecutable, hash('sha256', bytes, 'hex')]));
  return `sha256:${whole.digest('hex')}` as Digest;
}

function asDigest(text: string): Digest {
  return `sha256:${hash('sha256', text, 'hex')}` as Digest;
}
