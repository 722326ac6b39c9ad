import type { Analysis } from '../judge/analysis.ts';
import type { Decision, PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';

/** The hooks that an update's manifests declare and the version before did not, and the protections that it dropped. */
export function declaredChanges(before: Analysis, after: Analysis): PackageFinding[] {
  const was = before.declared;
  const is = after.declared;
  return [
    ...added(was.hooks, is.hooks).map((hook) =>
      change('change.install-hook', 'hold', hook, `It runs at install: ${hook}.`),
    ),
    ...added(is.protections, was.protections).map((gone) =>
      change('change.protection-removed', 'hold', gone, `The version before said: ${gone}. This one does not.`),
    ),
  ];
}

function added(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((one) => !known.has(one));
}

function change(rule: Rule, decision: Decision, what: string, why: string): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'high',
    decision,
    places: [{ file: fileOf(what), what }],
    why,
    advice,
    key: `${rule} ${what}`,
  };
}

/** Declared facts begin with the file that declares them, where there is one. */
function fileOf(what: string): string {
  return /^[\w./-]+\.(?:json|toml|cfg|py|ya?ml|gyp|pth)(?=[:\s])/.exec(what)?.[0] ?? 'the manifest';
}
