import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { canonicalJson } from '@portcullis/model';
import { type Artifact, artifact, CONTRACTS, type ContractName } from './artifact.ts';
import { ContractsFault } from './contractsFault.ts';

const SOURCES = new URL('./sol/', import.meta.url);
const ARTIFACTS = new URL('../artifacts/', import.meta.url);
/** The last set of instructions that BNB chain and the local node both run by default. */
const EVM_VERSION = 'cancun';

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Compiled>>>>;
}
interface Compiled {
  readonly abi: Artifact['abi'];
  readonly metadata: string;
  readonly evm: {
    readonly bytecode: { readonly object: string };
    readonly deployedBytecode: {
      readonly object: string;
      readonly immutableReferences?: Artifact['immutableReferences'];
    };
    readonly methodIdentifiers: Readonly<Record<string, string>>;
  };
}

/**
 * Compiles every contract of `src/sol` with the pinned solc-js. Same sources, same output:
 * file names inside the compiler are fixed, so no path of a machine gets into the metadata.
 * Throws `not-compiled` with the compiler's own messages.
 */
export function compileContracts(): ReadonlyMap<ContractName, Artifact> {
  const require = createRequire(import.meta.url);
  const solc = require('solc') as { compile(input: string, callbacks: object): string };
  const files = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.sol'))
    .toSorted();
  const read = (path: string): { contents: string } | { error: string } => {
    if (!path.startsWith('@openzeppelin/contracts/')) return { error: `${path} is not a source of ours` };
    return { contents: readFileSync(require.resolve(path), 'utf8') };
  };
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(files.map((name) => [name, { content: readFileSync(new URL(name, SOURCES), 'utf8') }])),
    settings: {
      evmVersion: EVM_VERSION,
      optimizer: { enabled: true, runs: 200 },
      outputSelection: {
        '*': {
          '*': [
            'abi',
            'metadata',
            'evm.bytecode.object',
            'evm.deployedBytecode.object',
            'evm.deployedBytecode.immutableReferences',
            'evm.methodIdentifiers',
          ],
        },
      },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: read })) as Output;
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error');
  if (errors.length > 0) {
    throw new ContractsFault('not-compiled', {
      message: 'The Solidity sources do not compile.',
      found: errors.map((error) => error.formattedMessage).join('\n'),
    });
  }
  const compiled = new Map(Object.values(output.contracts).flatMap((contracts) => Object.entries(contracts)));
  return new Map(CONTRACTS.map((name) => [name, artifactOf(name, compiled.get(name))]));
}

function artifactOf(name: ContractName, compiled: Compiled | undefined): Artifact {
  if (compiled === undefined)
    throw new ContractsFault('no-artifact', { message: `No source defines the contract ${name}.` });
  const metadata = JSON.parse(compiled.metadata) as {
    compiler: { version: string };
    sources: Record<string, { keccak256: string }>;
  };
  const sources = Object.entries(metadata.sources)
    .map(([path, source]) => `${path} ${source.keccak256}`)
    .toSorted();
  return {
    name,
    compiler: `solc ${metadata.compiler.version}, ${EVM_VERSION}, optimizer 200 runs`,
    sourceHash: `sha256:${createHash('sha256').update(sources.join('\n')).digest('hex')}`,
    abi: compiled.abi,
    methods: Object.fromEntries(
      Object.entries(compiled.evm.methodIdentifiers).map(([method, selector]) => [method, `0x${selector}` as const]),
    ),
    immutableReferences: compiled.evm.deployedBytecode.immutableReferences ?? {},
    bytecode: `0x${compiled.evm.bytecode.object}`,
    runtime: `0x${compiled.evm.deployedBytecode.object}`,
  };
}

/** Names of artifacts whose committed file is missing or is not what the sources compile to. */
export function staleArtifacts(fresh: ReadonlyMap<ContractName, Artifact>): readonly ContractName[] {
  const committed = readdirSync(ARTIFACTS);
  return [...fresh]
    .filter(
      ([name, made]) => !committed.includes(`${name}.json`) || canonicalJson(made) !== canonicalJson(artifact(name)),
    )
    .map(([name]) => name);
}

/** `node contracts/src/compile.ts` writes the artifacts; with `--check` it only says which are stale (exit code 1). */
function main(check: boolean): void {
  const fresh = compileContracts();
  const stale = staleArtifacts(fresh);
  for (const name of check ? [] : stale) {
    writeFileSync(new URL(`${name}.json`, ARTIFACTS), `${JSON.stringify(fresh.get(name), undefined, 1)}\n`);
  }
  process.stdout.write(
    stale.length === 0
      ? `${fresh.size} artifacts are up to date.\n`
      : `${check ? 'Stale' : 'Written'}: ${stale.join(', ')}\n`,
  );
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.includes('--check'));
}
