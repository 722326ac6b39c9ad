import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle, Estate, Millis } from '@portcullis/model';
import { writeNew } from '../intent/intentFile.ts';
import { stockCheck } from './stockCheck.ts';

/** Writes what stock OpenSSH needs to check a bundle into a directory; overwrites nothing. */
export async function writeStockCheck(
  directory: string,
  bundle: Bundle,
  estate: Estate,
  counted: readonly { readonly custodian: string; readonly received: Millis }[],
): Promise<{ readonly directory: string; readonly commands: readonly string[] }> {
  const { files, commands } = stockCheck(bundle, estate, counted);
  await mkdir(directory, { recursive: true });
  for (const { name, text } of files) writeNew(join(directory, name), text);
  return { directory, commands };
}
