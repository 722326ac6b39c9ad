import type { PackageFinding } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import type { ReleaseFacts } from './releaseFacts.ts';

/**
 * What speaks against a release commit itself: provenance says that a package was built from a commit, and nothing about
 * whose commit that is. A thief with a repository token builds from an orphan commit, unsigned, with the
 * attestation step taken out of the workflow.
 */
export function releaseFindings(facts: ReleaseFacts): PackageFinding[] {
  const { commit, branches, reachableFrom, signature, protections } = facts;
  const found: PackageFinding[] = [];
  if (branches.length > 0 && reachableFrom.length === 0)
    found.push(
      finding(
        'source.not-on-branch',
        'hold',
        commit,
        `Commit ${commit} cannot be reached from ${branches.join(' or ')}.`,
      ),
    );
  switch (signature.is) {
    case 'good':
    case 'unasked':
      break;
    case 'bad':
      found.push(finding('source.unsigned-commit', 'hold', commit, `The signature of commit ${commit} is wrong.`));
      break;
    case 'none':
    case 'unknown-key':
      found.push(
        finding(
          'source.unsigned-commit',
          'review',
          commit,
          signature.is === 'none'
            ? `Commit ${commit} is not signed.`
            : `Commit ${commit} is signed by ${signature.key}, a key that nobody here knows.`,
        ),
      );
  }
  for (const gone of facts.protectionsBefore.filter((one) => !protections.includes(one)))
    found.push(
      finding('source.workflow-weakened', 'hold', gone, `At the release before: ${gone}. At ${commit} no more.`),
    );
  return found;
}

function finding(rule: Rule, decision: 'hold' | 'review', what: string, why: string): PackageFinding {
  const { severity, advice } = RULES[rule];
  return {
    rule,
    severity,
    confidence: 'high',
    decision,
    places: [{ file: what, what: why }],
    why,
    advice,
    key: `${rule} ${what}`,
  };
}
