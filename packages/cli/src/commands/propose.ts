import {
  chainOfAccount,
  digestOf,
  erc20Asset,
  type Estate,
  keccakOf,
  parseAssetId,
  parseDigest,
  parseHex,
  parsePurl,
} from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import type { ExitCode } from '../exitCode.ts';
import { compareEstates } from '../intent/compareEstates.ts';
import type { Change } from '../intent/draftIntent.ts';
import { readIntentFile, readTextFile } from '../intent/intentFile.ts';
import { newCode, type NewCodeOptions } from '../intent/newCode.ts';
import { submitBundle, submitIntent, type SubmitOptions } from '../intent/submitIntent.ts';
import { readAccount, readContract, readGate } from '../intent/readAccount.ts';
import { readLimit, readUses } from '../intent/readLimit.ts';
import { estateOfText, readEstate } from '../readEstate.ts';
import type { Shell } from '../shell.ts';

interface AmountOptions {
  readonly limit: string;
  readonly decimals?: string;
  readonly uses: string;
}

const MAX_ESTATE_BYTES = 1_000_000;

/** `propose upgrade`: pins the runtime code that a proxy may be upgraded to. */
export async function proposeUpgrade(
  shell: Shell,
  args: readonly string[],
  options: SubmitOptions & NewCodeOptions,
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const { account } = readContract(estate, args[0] ?? '');
  const { codeHash, implementation, lines } = await newCode(shell, estate, account, options);
  return await submitIntent(
    shell,
    estate,
    { kind: 'upgrade', proxy: account, codeHash, ...(implementation === undefined ? {} : { implementation }) },
    options,
    lines,
  );
}

/** `propose mint`: new units of a token. */
export async function proposeMint(
  shell: Shell,
  args: readonly string[],
  options: SubmitOptions & AmountOptions & { readonly to: string },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const { account } = readContract(estate, args[0] ?? '');
  const to = options.to === '*' ? '*' : readAccount(estate, chainOfAccount(account), options.to);
  return await submitIntent(
    shell,
    estate,
    { kind: 'mint', asset: erc20Asset(account), to, ...amount(options) },
    options,
  );
}

/** `propose role`: power over a contract given or taken. */
export async function proposeRole(
  shell: Shell,
  args: readonly string[],
  options: SubmitOptions & { readonly grant?: string; readonly revoke?: string; readonly account: string },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const { account } = readContract(estate, args[0] ?? '');
  const named = options.grant ?? options.revoke;
  if (named === undefined)
    throw new CliFault('bad-usage', {
      message: 'Nothing is given or taken.',
      expected: '--grant ROLE or --revoke ROLE',
    });
  const change: Change = {
    kind: 'role',
    contract: account,
    role: readRole(named),
    account: readAccount(estate, chainOfAccount(account), options.account),
    change: options.grant === undefined ? 'revoke' : 'grant',
  };
  return await submitIntent(shell, estate, change, options);
}

/** `propose transfer`: money out of a wallet. */
export async function proposeTransfer(
  shell: Shell,
  args: readonly string[],
  options: SubmitOptions & AmountOptions & { readonly to: string; readonly asset?: string },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const { account, contract } = readContract(estate, args[0] ?? '');
  const asset = options.asset ?? (contract?.assets.length === 1 ? contract.assets[0] : undefined);
  if (asset === undefined)
    throw new CliFault('bad-usage', {
      message: 'It is not clear which asset is meant.',
      found: contract?.assets.join(', ') || 'a wallet without assets in the estate',
      expected: '--asset, such as eip155:56/slip44:714',
    });
  const to = readAccount(estate, chainOfAccount(account), options.to);
  return await submitIntent(
    shell,
    estate,
    { kind: 'transfer', from: account, to, asset: parseAssetId(asset), ...amount(options) },
    options,
  );
}

/** `propose package`: a version that the judge holds is used all the same. */
export async function proposePackage(
  shell: Shell,
  args: readonly string[],
  options: SubmitOptions & { readonly artifact: string; readonly rule: readonly string[] },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const change: Change = {
    kind: 'package',
    package: parsePurl(args[0]),
    artifact: parseDigest(options.artifact),
    rules: [...new Set(options.rule)].toSorted(),
  };
  return await submitIntent(shell, estate, change, options);
}

/** `propose estate`: another estate file, which goes to the server with the intent. */
export async function proposeEstate(shell: Shell, args: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const text = readTextFile(args[0] ?? '', MAX_ESTATE_BYTES);
  const next = estateOfText(text, args[0] ?? '');
  if (next.digest === estate.digest)
    throw new CliFault('bad-usage', {
      message: 'The new file is the estate file already.',
      found: args[0],
      expected: 'another text',
      remedy: 'Change a copy, and name the file that is in force with --estate.',
    });
  return await submitIntent(
    shell,
    estate,
    { kind: 'estate', to: digestOf(text) },
    options,
    compareEstates(estate, next),
    text,
  );
}

/** `propose file`: an intent that was made and signed in files, with its signatures. */
export async function proposeFile(
  shell: Shell,
  args: readonly string[],
  options: { readonly text?: string },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const bundle = readIntentFile(args[0] ?? '-');
  const text = options.text === undefined ? undefined : readTextFile(options.text, MAX_ESTATE_BYTES);
  if (bundle.intent.kind === 'estate' && (text === undefined || digestOf(text) !== bundle.intent.to)) {
    throw new CliFault('bad-usage', {
      message: 'The server needs the new estate file as well.',
      found: text === undefined ? 'no --text' : digestOf(text),
      expected: `--text FILE with the digest ${bundle.intent.to}`,
    });
  }
  return await submitBundle(shell, estate, bundle, text);
}

/** `propose drop`: a gate dropped by people. */
export async function proposeDrop(shell: Shell, args: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  return await moveGate(shell, readEstate(shell.estateFile), 'drop', args[0] ?? '', options);
}

/** `propose raise`: a gate raised again by the quorum. */
export async function proposeRaise(shell: Shell, args: readonly string[], options: SubmitOptions): Promise<ExitCode> {
  return await moveGate(shell, readEstate(shell.estateFile), 'raise', args[0] ?? '', options);
}

/** Proposes to move a gate. */
export async function moveGate(
  shell: Shell,
  estate: Estate,
  kind: 'drop' | 'raise',
  gate: string,
  options: SubmitOptions,
): Promise<ExitCode> {
  return await submitIntent(shell, estate, { kind, gate: readGate(estate, gate) }, options);
}

function amount(options: AmountOptions): { readonly limit: string; readonly uses: number } {
  return { limit: readLimit(options.limit, options.decimals), uses: readUses(options.uses) };
}

/** `owner`, `admin`, 32 bytes, or the name of a role, which AccessControl hashes (`DEFAULT_ADMIN_ROLE` is zero). */
function readRole(text: string): 'owner' | 'admin' | ReturnType<typeof parseHex> {
  if (text === 'owner' || text === 'admin') return text;
  if (text.startsWith('0x')) return parseHex(text, 32);
  if (text === 'DEFAULT_ADMIN_ROLE') return parseHex(`0x${'0'.repeat(64)}`, 32);
  if (/^[A-Z][A-Z0-9_]{0,63}$/.test(text)) return keccakOf(text);
  throw new CliFault('bad-usage', {
    message: 'This is not a role.',
    found: text,
    expected: 'owner, admin, a name such as MINTER_ROLE, or 32 bytes in hexadecimal',
  });
}
