import type { Capability } from '../flow/flowReport.ts';
import type { AnalysedUse, Analysis } from '../judge/analysis.ts';
import type { Decision, PackageFinding } from '../packageFinding.ts';
import { RULES } from '../rules.ts';

/** What each capability means to a reader who did not expect it. */
const MEANING: Readonly<Record<Capability, string>> = {
  network: 'reaches the network',
  dns: 'asks DNS',
  process: 'starts other programs',
  'read-file': 'reads files',
  'write-file': 'writes files',
  environment: 'reads the environment',
  native: 'loads native code',
  eval: 'runs text as code',
  clipboard: 'uses the clipboard',
  wallet: 'touches browser wallets or wallet files',
  key: 'handles keys',
};

/** The capabilities by which something leaves the package's own world; the others are every day's work. */
const REACHING: ReadonlySet<Capability> = new Set([
  'network',
  'dns',
  'process',
  'native',
  'eval',
  'clipboard',
  'wallet',
]);

/**
 * What a package can do since an update and could not before: one finding a capability. Where a package
 * that handles keys reaches the network for the first time, that alone is worth a hold, whether or not a flow was seen.
 */
export function capabilityChanges(before: Analysis, after: Analysis): PackageFinding[] {
  const known = new Set(before.uses.map(({ capability }) => capability));
  const gained = Map.groupBy(
    after.uses.filter(({ capability }) => !known.has(capability)),
    ({ capability }) => capability,
  );
  const handlesKeys = before.handlesKeys || known.has('key');
  return [...gained].map(([capability, uses]) => {
    const isTheft = handlesKeys && (capability === 'network' || capability === 'dns') && !known.has('network');
    const rule = isTheft ? 'change.key-reaches-network' : 'change.capability';
    const { severity, title, advice } = RULES[rule];
    const decision: Decision = isTheft ? 'hold' : REACHING.has(capability) ? 'review' : 'note';
    return {
      rule,
      severity,
      confidence: 'high',
      decision,
      places: uses.slice(0, 8).map(({ place }) => place),
      why: isTheft
        ? `${sentence(title)}: ${apis(uses)}.`
        : `The package ${MEANING[capability]}, which the version before did not: ${apis(uses)}.`,
      advice,
      key: `${rule} ${capability}`,
    };
  });
}

function apis(uses: readonly AnalysedUse[]): string {
  const names = [...new Set(uses.map(({ api, place }) => `${api} in ${place.file}`))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
