/** One step of a workflow, with what its job says for all of its steps. */
export interface Step {
  readonly job: string;
  /** The environment whose rules must be met before the job runs; empty for none. */
  readonly environment: string;
  readonly uses: string;
  readonly run: string;
  /** All of it, for what is looked up in its inputs. */
  readonly text: string;
}

const ATTESTS =
  /(?:^|\/)attest(?:-build-provenance|-sbom)?@|slsa-github-generator|(?:^|\/)gh-action-sigstore-python@|(?:^|\/)cosign-installer@/;
const SIGNS =
  /\bcosign\s+(?:sign|attest)|\bsigstore\s+sign|\bgpg\s+[^\n]*--(?:detach-)?sign|\bpypi-attestations\s+sign/;
const PROVENANCE = /--provenance\b(?!=false)|\bNPM_CONFIG_PROVENANCE"\s*:\s*"?true/i;
const PYPI_PUBLISH = /(?:^|\/)gh-action-pypi-publish@/;
const PINNED = /@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/;

/**
 * What protects a release, in words that begin with the file, so that two versions can be compared: a sentence
 * that the version before had and this one lacks is a protection that was removed.
 */
export function workflowProtections(
  file: string,
  steps: readonly Step[],
  publishing: readonly Step[],
  permissions: readonly string[],
): string[] {
  const said = new Set<string>();
  const say = (what: string): void => void said.add(`${file} ${what}`);
  for (const { uses, run, text } of steps) {
    if (ATTESTS.test(uses)) say('attests what it built');
    if (SIGNS.test(run)) say('signs what it built');
    if (PROVENANCE.test(text)) say('publishes with provenance');
  }
  for (const { uses, text, environment } of publishing) {
    // This action attests unless it is told not to, and needs no password where the registry trusts the workflow.
    if (PYPI_PUBLISH.test(uses) && !/"attestations":"?false/.test(text) && !/"password":/.test(text)) {
      say('publishes with attestations');
    }
    if (environment !== '') say(`publishes only from the environment ${environment}`);
  }
  if (publishing.length > 0) {
    if (permissions.some((permission) => permission.endsWith(' id-token: write')))
      say('proves who it is by a token of its own');
    const jobs = new Set(publishing.map(({ job }) => job));
    const used = steps.filter(({ job, uses }) => jobs.has(job) && uses !== '' && !uses.startsWith('./'));
    if (used.length > 0 && used.every(({ uses }) => PINNED.test(uses)))
      say('publishes with actions pinned by their hash');
  }
  return [...said];
}
