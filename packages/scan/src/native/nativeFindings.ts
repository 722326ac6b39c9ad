import type { Artifact } from '../artifact.ts';
import type { Confidence, Decision, PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { excerpt } from '../textOf.ts';
import type { NativeFacts } from './nativeFacts.ts';

/** Endings of files that nobody loads as a program. */
const DISGUISE =
  /\.(?:[cm]?[jt]sx?|pyi?|json|map|txt|md|rst|csv|xml|ya?ml|toml|ini|cfg|lock|log|css|scss|html?|svg|png|jpe?g|gif|webp|ico|bmp|woff2?|ttf|eot|otf|mp[34]|wav|pdf|license|readme)$/i;

/** What the binaries of a package are, for a reader who sees only this version. */
export function nativeFindings(artifact: Artifact, binaries: ReadonlyMap<string, NativeFacts>): PackageFinding[] {
  return [...binaries].flatMap(([path, facts]) => [
    ...disguised(path, facts),
    ...unexpected(artifact, path, facts),
    ...packed(path, facts),
    ...aboutKeys(path, facts),
    ...facts.unread
      .slice(0, 1)
      .map((why) =>
        finding(
          'native.malformed',
          'review',
          'medium',
          path,
          why,
          `The binary could not be read whole (${why}), so what it can do is not known.`,
        ),
      ),
  ]);
}

function disguised(path: string, facts: NativeFacts): PackageFinding[] {
  const ending = DISGUISE.exec(path)?.[0];
  if (ending === undefined) return [];
  const why = `The file has the ending ${ending} and is a program for ${facts.architectures.join(', ')}.`;
  return [
    finding(
      'native.disguised',
      'hold',
      'high',
      path,
      `is a ${facts.format} ${facts.kind} under the ending ${ending}`,
      why,
    ),
  ];
}

/** A package that says that it is source, or runs everywhere, has no business with machine code. */
function unexpected({ form, files }: Artifact, path: string, facts: NativeFacts): PackageFinding[] {
  if (facts.format === 'wasm') return [];
  const what = `is a ${facts.format} ${facts.kind} for ${facts.architectures.join(', ')}`;
  if (form === 'sdist') {
    const why = 'A source archive that brings machine code brings something that its source does not explain.';
    return [finding('native.in-source', 'review', 'high', path, what, why)];
  }
  if (form === 'wheel' && saysAnyMachine(files)) {
    const why = 'The wheel says that it runs on every machine and brings code for one.';
    return [finding('native.in-source', 'review', 'high', path, what, why)];
  }
  return [
    finding(
      'native.binary',
      'note',
      'high',
      path,
      what,
      'Machine code does what its source is said to do only if somebody builds it again.',
    ),
  ];
}

function saysAnyMachine(files: Artifact['files']): boolean {
  const wheel = files.find(({ path }) => /^[^/]+\.dist-info\/WHEEL$/.test(path));
  const tags =
    wheel === undefined
      ? []
      : [...new TextDecoder().decode(wheel.bytes.subarray(0, 20_000)).matchAll(/^Tag:\s*(\S+)/gim)];
  return tags.length > 0 && tags.every(([, tag = '']) => tag.endsWith('-any'));
}

function packed(path: string, facts: NativeFacts): PackageFinding[] {
  if (!facts.isPacked) return [];
  const why = 'The code of the binary is packed or encrypted, so what it does shows only when it runs.';
  return [finding('native.packed', 'review', 'medium', path, 'is packed', why)];
}

/** A binary that names places where keys lie and reaches the network. */
function aboutKeys(path: string, facts: NativeFacts): PackageFinding[] {
  const names = facts.strings.filter(({ kind }) => kind === 'wallet' || kind === 'credential');
  const way = facts.capabilities.find(({ capability }) => capability === 'network' || capability === 'dns');
  const [first] = names;
  if (first === undefined || way === undefined) return [];
  const isWallet = names.some(({ kind }) => kind === 'wallet');
  // Clients of registries and clouds name their own credentials; several of different makers are nobody's own.
  if (!isWallet && new Set(names.map(({ text }) => text)).size < 2) return [];
  const why = `The binary names ${first.text}, where keys lie, and can reach the network by ${way.by}.`;
  return [
    finding(
      'native.keys-and-network',
      'review',
      isWallet ? 'medium' : 'low',
      path,
      `names ${first.text} and imports ${way.by}`,
      why,
    ),
  ];
}

function finding(
  rule: Rule,
  decision: Decision,
  confidence: Confidence,
  path: string,
  what: string,
  why: string,
): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence,
    decision,
    places: [{ file: path, what }],
    why,
    advice,
    key: `${rule} ${excerpt(path)}`,
  };
}
