import type { AnalysedUse, Analysis } from '../judge/analysis.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { asNew } from './newFindings.ts';

/** By these a hook runs what does not lie in the package. */
const STARTS: ReadonlySet<AnalysedUse['capability']> = new Set(['process', 'eval', 'native']);

/**
 * The findings of a package that an update brings for the first time. It has no version before, but nobody chose it either: what it
 * does at install happens to whoever takes the update, so that counts as new, like a hook of the update itself.
 */
export function addedPackage(analysis: Analysis): readonly PackageFinding[] {
  const atInstall = new Set(analysis.atInstall);
  return [
    ...analysis.findings.map((finding) =>
      // A setup.py that starts a compiler is what every package with native code has; what it says of others counts.
      finding.rule !== 'shape.install-reach' && finding.places.some(({ file }) => atInstall.has(file))
        ? asNew(finding)
        : finding,
    ),
    ...hookFindings(analysis, atInstall),
  ];
}

/** A hook is to be read; one that reaches the network and starts something is held, as a download that is run looks. */
function hookFindings({ ecosystem, declared, uses }: Analysis, atInstall: ReadonlySet<string>): PackageFinding[] {
  const [hook] = declared.hooks;
  // Every source archive of Python is built by code of its own.
  if (hook === undefined || ecosystem === 'pypi') return [];
  const there = uses.filter(({ place }) => atInstall.has(place.file));
  const reaches = there.find(({ capability }) => capability === 'network');
  const starts = there.find(({ capability }) => STARTS.has(capability));
  const { severity, advice } = RULES['change.install-hook'];
  const isHeld = reaches !== undefined && starts !== undefined;
  return [
    {
      rule: 'change.install-hook',
      severity,
      confidence: isHeld ? 'medium' : 'high',
      decision: isHeld ? 'hold' : 'review',
      places: isHeld ? [reaches.place, starts.place] : [{ file: 'package.json', what: hook }],
      why: isHeld
        ? `It runs at install, reaches the network (${reaches.api}) and starts what need not lie in the package (${starts.api}): ${hook}.`
        : `It runs at install: ${hook}.`,
      advice,
      key: `change.install-hook ${hook}`,
    },
  ];
}
