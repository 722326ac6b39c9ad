import { readFileSync } from 'node:fs';
import { ContractsFault } from './contractsFault.ts';

/** One item of a contract's ABI, as the compiler writes it. */
export interface AbiItem {
  readonly type: string;
  readonly name?: string;
  readonly [member: string]: unknown;
}

/** A compiled contract, as committed in `contracts/artifacts`. */
export interface Artifact {
  readonly name: string;
  readonly compiler: string;
  /** SHA-256 over the path and Keccak-256 of every source that went in, ours and imported. */
  readonly sourceHash: string;
  readonly abi: readonly AbiItem[];
  /** Selector of every function, by signature such as `mint(address,uint256)`. */
  readonly methods: Readonly<Record<string, `0x${string}`>>;
  /** Where in `runtime` the constructor writes immutables, by AST id; there `runtime` holds zeros. */
  readonly immutableReferences: Readonly<
    Record<string, readonly { readonly start: number; readonly length: number }[]>
  >;
  /** Creation code; constructor arguments go after it. */
  readonly bytecode: `0x${string}`;
  readonly runtime: `0x${string}`;
}

/** The contracts that `artifact` knows. */
export const CONTRACTS = [
  'CertBond',
  'CertToken',
  'CertTokenOneTx',
  'CertTokenPauseHijack',
  'CertTokenUnguarded',
  'CertTokenV2',
  'CertTokenV2Pausable',
  'Guardian',
  'HayPool',
  'Market',
  'Multisig',
  'Pair',
  'ProxyAdmin',
  'StableToken',
  'StakingPool',
  'TransparentUpgradeableProxy',
  'WBNB',
] as const;
export type ContractName = (typeof CONTRACTS)[number];

const read = new Map<ContractName, Artifact>();

/** A compiled contract by name. Throws `no-artifact` when its file is missing. */
export function artifact(name: ContractName): Artifact {
  const known = read.get(name);
  if (known !== undefined) return known;
  try {
    const fresh = JSON.parse(readFileSync(new URL(`../artifacts/${name}.json`, import.meta.url), 'utf8')) as Artifact;
    read.set(name, fresh);
    return fresh;
  } catch (cause) {
    throw new ContractsFault('no-artifact', {
      message: `The compiled contract ${name} is not there.`,
      expected: `contracts/artifacts/${name}.json, which is committed`,
      remedy: 'Run `node contracts/src/compile.ts`.',
      cause,
    });
  }
}
