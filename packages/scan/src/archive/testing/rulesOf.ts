import type { Artifact } from '../../artifact.ts';

/** What was found, as `rule decision file`, sorted. */
export function rulesOf({ findings }: Artifact): string[] {
  return findings.map(({ rule, decision, places }) => `${rule} ${decision} ${places[0]?.file ?? ''}`).sort();
}

/** The rules alone, each once, sorted. */
export function ruleNames({ findings }: Artifact): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
