import { type AccountId, chainOfAccount, type Estate, type Hex, parseHex } from '@portcullis/model';
import { CliFault } from '../cliFault.ts';
import { codeHashOf, readChainOf } from '../chain/chainReader.ts';
import { type Artifact, fillImmutables, functionsOf, readArtifact } from '../chain/readArtifact.ts';
import type { Shell } from '../shell.ts';
import { changedCodeLines } from './changedCode.ts';
import { readTextFile } from './intentFile.ts';
import { readAccount } from './readAccount.ts';

/** Where the new code is: one of the three. */
export interface NewCodeOptions {
  readonly implementation?: string;
  readonly artifact?: string;
  readonly codeHash?: string;
  readonly immutable?: readonly string[];
}

/** The code that an upgrade shall bring. */
export interface NewCode {
  readonly codeHash: Hex;
  readonly implementation: AccountId | undefined;
  /** The new code against the old, in words. */
  readonly lines: readonly string[];
}

const MAX_ARTIFACT_BYTES = 64 * 1024 * 1024;

/** Finds out the hash of the code that a proxy shall be upgraded to, and what changes. */
export async function newCode(
  shell: Shell,
  estate: Estate,
  proxy: AccountId,
  options: NewCodeOptions,
): Promise<NewCode> {
  const given = [options.implementation, options.artifact, options.codeHash].filter((value) => value !== undefined);
  if (given.length !== 1)
    throw new CliFault('bad-usage', {
      message: 'It is not clear which code is meant.',
      found: `${given.length} of the three`,
      expected: 'exactly one of --implementation, --artifact and --code-hash',
    });
  if (options.codeHash !== undefined) {
    return {
      codeHash: parseHex(options.codeHash, 32),
      implementation: undefined,
      lines: [
        '',
        'Only the hash is known: what changes cannot be shown. Give --implementation or --artifact so that others can read it.',
      ],
    };
  }
  if (options.artifact !== undefined) {
    const artifact = await artifactFile(options.artifact);
    const code = fillImmutables(artifact, immutableValues(options.immutable ?? []), options.artifact);
    const lines = await changedCodeLines(shell, estate, proxy, code, {
      names: functionsOf(artifact.abi),
      immutables: artifact.immutables,
    });
    return { codeHash: codeHashOf(code), implementation: undefined, lines };
  }
  const implementation = readAccount(estate, chainOfAccount(proxy), options.implementation ?? '');
  const code = await deployedCode(shell, estate, implementation);
  return { codeHash: codeHashOf(code), implementation, lines: await changedCodeLines(shell, estate, proxy, code) };
}

async function artifactFile(file: string): Promise<Artifact> {
  const text = readTextFile(file, MAX_ARTIFACT_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new CliFault('bad-artifact', {
      message: 'This compiler artifact is not JSON.',
      found: `${file}: ${(cause as Error).message}`,
      cause,
    });
  }
  return readArtifact(value, file);
}

function immutableValues(given: readonly string[]): Readonly<Record<string, Hex>> {
  return Object.fromEntries(
    given.map((text) => {
      const parts = /^([^=]+)=0x([0-9a-fA-F]{2,64})$/.exec(text);
      if (parts === null)
        throw new CliFault('bad-usage', {
          message: 'This is not the value of an immutable.',
          found: `--immutable ${text}`,
          expected: 'ID=0x and at most 32 bytes',
        });
      return [parts[1] ?? '', parseHex(`0x${(parts[2] ?? '').padStart(64, '0')}`)];
    }),
  );
}

async function deployedCode(shell: Shell, estate: Estate, account: AccountId): Promise<Hex> {
  const progress = shell.progress(`reading the code at ${account}`);
  const chain = await readChainOf(shell, estate, account).finally(() => progress.end());
  try {
    const code = await chain.code(account);
    if (code !== '0x') return code;
  } finally {
    chain.close();
  }
  throw new CliFault('unknown-name', {
    message: 'No code is deployed there.',
    found: account,
    expected: 'the address of the new implementation',
    remedy: 'Deploy it first, or give --artifact FILE.',
  });
}
