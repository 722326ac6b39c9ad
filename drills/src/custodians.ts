import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DrillFault } from './drillFault.ts';

/** A person of the drill who signs with an SSH key of their own. */
export interface DrillCustodian {
  readonly id: string;
  /** Path of the private key, without a passphrase. */
  readonly keyFile: string;
  /** `ssh-ed25519 AAAA… id`. */
  readonly publicKey: string;
}

/** Has the machine's own `ssh-keygen` make a key for each. These do not follow from the seed. */
export async function makeCustodians(directory: string, ids: readonly string[]): Promise<readonly DrillCustodian[]> {
  return Promise.all(
    ids.map(async (id) => {
      const keyFile = join(directory, id);
      try {
        await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', id, '-f', keyFile]);
      } catch (cause) {
        throw new DrillFault(
          'step-failed',
          {
            message: 'ssh-keygen did not make a key.',
            expected: 'OpenSSH 8.1 or newer on the path',
            remedy: 'Install the OpenSSH client.',
            cause,
          },
          'operator',
        );
      }
      return { id, keyFile, publicKey: (await readFile(`${keyFile}.pub`, 'utf8')).trim() };
    }),
  );
}
