import { cancel, intro, multiselect, text } from '@clack/prompts';
import { CliFault } from '../cliFault.ts';
import type { InitOptions } from '../commands/init.ts';
import type { Shell } from '../shell.ts';
import type { FoundKey } from '../ssh/publicKeyFiles.ts';

/** Asks a person on a terminal for what `init` needs; what came by flags is not asked again. */
export async function askPlan(shell: Shell, given: InitOptions, keys: readonly FoundKey[]): Promise<InitOptions> {
  intro('A new estate');
  const name =
    given.name ??
    (await ask({ message: 'What is protected?', placeholder: 'Example Staking', defaultValue: 'My estate' }));
  const custodian = given.custodian ?? (await askCustodians(shell, keys));
  const ntfy =
    given.ntfy ??
    (await ask({
      message: `How is ${custodian[0]?.split('=')[0] ?? 'the first custodian'} paged? Address of an ntfy topic, or empty`,
      defaultValue: '',
    }));
  const rpc =
    given.rpc ??
    split(
      await ask({
        message: 'Endpoints of the chain to watch (ws:// or https://), or empty',
        placeholder: 'ws://127.0.0.1:8545',
        defaultValue: '',
      }),
    );
  const contract =
    given.contract ??
    (rpc.length === 0
      ? []
      : split(
          await ask({ message: 'Addresses of the contracts to watch, or empty', placeholder: '0x…', defaultValue: '' }),
        ));
  return {
    name,
    custodian,
    ...(ntfy === '' ? {} : { ntfy }),
    ...(rpc.length === 0 ? {} : { rpc }),
    ...(contract.length === 0 ? {} : { contract }),
  };
}

async function askCustodians(shell: Shell, keys: readonly FoundKey[]): Promise<readonly string[]> {
  if (keys.length === 0) {
    throw new CliFault('no-key', {
      message: 'No SSH public key was found.',
      found: 'no *.pub in ~/.ssh',
      expected: 'a key',
      remedy: 'Make one: ssh-keygen -t ed25519 (or ed25519-sk, for a security key). Colleagues send you theirs.',
    });
  }
  const files = answered(
    await multiselect({
      message: 'Whose keys sign? (Add your colleagues’ keys to the file later.)',
      options: keys.map((key) => ({
        value: key.file.endsWith('.pub') ? key.file : `${key.file}.pub`,
        label: key.file,
        hint: key.comment,
      })),
      required: true,
    }),
  );
  const people: string[] = [];
  for (const file of files) {
    const id = await ask({
      message: `Whose key is ${file}?`,
      placeholder: shell.env['USER'] ?? 'alice',
      defaultValue: shell.env['USER'] ?? 'alice',
    });
    people.push(`${id}=${file}`);
  }
  return people;
}

async function ask(question: {
  readonly message: string;
  readonly placeholder?: string;
  readonly defaultValue: string;
}): Promise<string> {
  const said: string = answered<string>(await text(question));
  return said.trim();
}

function answered<Value extends string | readonly string[]>(value: Value | symbol): Value {
  if (typeof value !== 'symbol') return value;
  cancel('Nothing was written.');
  throw new CliFault('interrupted', { message: 'Nothing was written.' });
}

function split(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
