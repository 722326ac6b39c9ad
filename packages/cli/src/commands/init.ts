import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEvmAddress } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { askPlan } from '../init/askPlan.ts';
import { askChainId } from '../init/askChainId.ts';
import type { EstatePlan } from '../init/estatePlan.ts';
import { inspectContracts } from '../init/inspectContracts.ts';
import { renderEstateFile } from '../init/renderEstateFile.ts';
import { writeNew } from '../intent/intentFile.ts';
import type { InitOutput } from '../output/initOutput.ts';
import { estateOfText, nearPath } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';
import { publicKeyFiles, publicKeyOf } from '../ssh/publicKeyFiles.ts';

export interface InitOptions {
  readonly yes?: boolean;
  readonly name?: string;
  readonly custodian?: readonly string[];
  readonly rpc?: readonly string[];
  readonly contract?: readonly string[];
  readonly ntfy?: string;
}

/** `init`: writes a complete estate file; asks on a terminal, takes flags with `--yes`; never overwrites. */
export async function init(shell: Shell, _args: readonly string[], options: InitOptions): Promise<ExitCode> {
  await refuseExisting(shell.estateFile);
  if (options.yes !== true && !shell.interactive) {
    throw new CliFault('bad-usage', {
      message: 'There is no terminal to ask on.',
      expected: 'a terminal, or --yes with flags',
      remedy: 'portcullis init --yes --custodian alice=~/.ssh/id_ed25519.pub',
    });
  }
  const keys = await publicKeyFiles(join(homedir(), '.ssh'));
  const asked = options.yes === true ? options : await askPlan(shell, options, keys);
  const plan = await makePlan(shell, asked);
  const text = renderEstateFile(plan);
  // What is written must be right as it is; a fault here would be ours.
  estateOfText(text, nearPath(shell.estateFile));
  writeNew(shell.estateFile, text);
  const value: InitOutput = {
    file: shell.estateFile,
    custodians: plan.custodians.map(({ id }) => id),
    chain: plan.chain?.id ?? null,
    contracts: plan.contracts.map(({ id, at, kind, admin, pausable }) => ({
      id,
      at,
      kind,
      admin: admin ?? null,
      pausable,
    })),
  };
  answer(shell, value, [
    shell.paint('green', `Wrote ${nearPath(shell.estateFile)}.`),
    'Read it through, then: portcullis check',
    'When it is as you want it: portcullis up',
  ]);
  return 0;
}

async function refuseExisting(file: string): Promise<void> {
  if ((await stat(file).catch(() => undefined)) === undefined) return;
  throw new CliFault('file-exists', {
    message: 'There is an estate file already, and nothing is overwritten.',
    found: nearPath(file),
    expected: 'no such file yet',
    remedy: 'Name another with --estate FILE, or move this one away.',
  });
}

async function makePlan(shell: Shell, options: InitOptions): Promise<EstatePlan> {
  const custodians = await Promise.all((options.custodian ?? [await firstKey()]).map(readCustodian));
  const rpc = options.rpc ?? [];
  const first = rpc[0];
  if (first === undefined && options.contract !== undefined)
    throw new CliFault('bad-usage', {
      message: 'A contract is read from the chain.',
      found: '--contract without --rpc',
      expected: '--rpc ws://…',
    });
  const addresses = (options.contract ?? []).map((text) => parseEvmAddress(text));
  const chainId = first === undefined ? undefined : await askChainId(first);
  const chain = chainId === undefined ? undefined : { name: `chain-${chainId.split(':')[1] ?? ''}`, id: chainId, rpc };
  return {
    name: options.name ?? 'My estate',
    custodians: custodians.map((person, at) => ({ ...person, ntfy: at === 0 ? options.ntfy : undefined })),
    chain,
    contracts: chain === undefined || addresses.length === 0 ? [] : await inspectContracts(shell, chain, addresses),
  };
}

async function firstKey(): Promise<string> {
  const [key] = await publicKeyFiles(join(homedir(), '.ssh'));
  const id = process.env['USER'] ?? process.env['LOGNAME'] ?? 'me';
  if (key !== undefined) return `${id}=${key.file.endsWith('.pub') ? key.file : `${key.file}.pub`}`;
  throw new CliFault('no-key', {
    message: 'No SSH public key was found.',
    found: 'no *.pub in ~/.ssh',
    expected: 'a key, or --custodian ID=FILE',
    remedy: 'Make one: ssh-keygen -t ed25519 (or ed25519-sk, for a security key).',
  });
}

async function readCustodian(
  text: string,
): Promise<{ readonly id: string; readonly key: string; readonly comment: string }> {
  const cut = text.indexOf('=');
  const id = text.slice(0, cut);
  if (cut < 1 || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id))
    throw new CliFault('bad-usage', {
      message: 'This names no custodian.',
      found: `--custodian ${text}`,
      expected: 'ID=FILE, such as alice=~/.ssh/id_ed25519.pub',
    });
  const file = text.slice(cut + 1).replace(/^~(?=\/)/, homedir());
  const key = publicKeyOf(await readFile(file, 'utf8').catch(() => ''));
  if (key === undefined)
    throw new CliFault('no-key', {
      message: 'This file holds no SSH public key.',
      found: file,
      expected: 'one line such as ssh-ed25519 AAAA… alice',
      remedy: 'Name the file that ends in .pub.',
    });
  return { id, ...key };
}
