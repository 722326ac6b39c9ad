import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory with real SSH keys and an estate file of three custodians. */
export interface Gatehouse {
  readonly directory: string;
  /** `type base64` of a person's key. */
  readonly key: (person: string) => string;
  readonly write: (name: string, text: string) => string;
  readonly read: (name: string) => string;
  readonly remove: () => void;
}

/** Makes one. `mallory` has a key that the estate does not name; dave's key counted until 2020. `more` is added to the estate file. */
export function makeGatehouse(more: string = ''): Gatehouse {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-cli-'));
  for (const person of ['alice', 'bob', 'carol', 'dave', 'mallory'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', person, '-f', join(directory, person)]);
  const key = (person: string): string =>
    readFileSync(join(directory, `${person}.pub`), 'utf8')
      .split(' ')
      .slice(0, 2)
      .join(' ');
  const write = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  write(
    'portcullis.yaml',
    `estate: Test Staking
custodians:
  - {id: alice, keys: ['${key('alice')}']}
  - {id: bob, keys: ['${key('bob')}']}
  - {id: carol, keys: ['${key('carol')}']}
  - {id: dave, keys: [{key: '${key('dave')}', until: 2020-01-01}], status: active}
groups:
  board: [alice, bob, carol]
policies:
  raise: {quorum: 2 of board, expires: 1h}
  estate: {quorum: 2 of board, expires: 1h}
  upgrade: {quorum: 2 of board, expires: 1h}
gates:
  - {id: withdrawals, lever: hold}
listen: 127.0.0.1:18099
${more}`,
  );
  return {
    directory,
    key,
    write,
    read: (name) => readFileSync(join(directory, name), 'utf8'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
