import { createHash } from 'node:crypto';
import { zipOf, type ZipEnd, type ZipPart } from './zipBytes.ts';

const DIST_INFO = 'example-1.0.dist-info';
export const RECORD_PATH: string = `${DIST_INFO}/RECORD`;

/** A wheel with the files given and what every wheel has; `record` may rewrite its list. */
export function wheelOf(
  parts: readonly ZipPart[],
  record: (lines: readonly string[]) => readonly string[] = (lines) => lines,
  end: ZipEnd = {},
): Uint8Array {
  const all: ZipPart[] = [
    ...parts,
    { name: `${DIST_INFO}/METADATA`, body: 'Metadata-Version: 2.1\nName: example\nVersion: 1.0\n\nText.\n' },
    { name: `${DIST_INFO}/WHEEL`, body: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n' },
  ];
  const lines = all
    .filter(({ name, isHidden }) => isHidden !== true && !String(name).endsWith('/'))
    .map(({ name, body = '' }) => {
      const bytes = Buffer.from(body);
      return `${String(name)},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`;
    });
  const text = [...record(lines), `${RECORD_PATH},,`].join('\n');
  return zipOf([...all, { name: RECORD_PATH, body: `${text}\n` }], end);
}
