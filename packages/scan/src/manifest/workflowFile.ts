import { parseDocument } from 'yaml';
import type { PackageFile } from '../artifact.ts';
import type { Workflow } from './manifest.ts';
import type { ManifestContext, ManifestPart } from './manifestPart.ts';
import { isRecord, type JsonRecord, textEntries, textList } from './readJson.ts';
import { type Step, workflowProtections } from './workflowProtections.ts';

const WORKFLOW = /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.ya?ml)$/;
/** Where a step takes the code of whoever opened the pull request. */
const STRANGERS = /github\.event\.pull_request\.head\.(?:sha|ref|repo)|github\.head_ref|refs\/pull\//;
const PUBLISHES =
  /\b(?:npm|pnpm|yarn|lerna|bun)\s+(?:[\w-]+\s+)*?publish\b|\btwine\s+upload\b|\b(?:uv|poetry|flit|hatch|pdm|maturin|cargo)\s+publish\b|\bmaturin\s+upload\b|\bsemantic-release\b|\bchangeset\s+publish\b|\bgh\s+release\s+(?:create|upload)\b/;
const PUBLISHING_ACTION =
  /(?:^|\/)(?:gh-action-pypi-publish|npm-publish|action-gh-release|changesets\/action|semantic-release-action|release-action)@/;

export function isWorkflow(path: string): boolean {
  return WORKFLOW.test(path);
}

/** A workflow of GitHub or GitLab: when it runs, with which rights, and how it publishes. */
export function readWorkflow(file: PackageFile, { notes }: ManifestContext): ManifestPart {
  const text = notes.text(file);
  const value = text === undefined ? undefined : parsed(text);
  if (!isRecord(value)) {
    notes.unread(
      file.path,
      `${value === undefined ? 'is too large or is no YAML' : 'is not the YAML mapping that it must be'}`,
    );
    return {};
  }
  const steps = stepsOf(value);
  const triggers = triggersOf(value);
  const permissions = permissionsOf(value);
  const publishing = steps.filter(({ uses, run }) => PUBLISHING_ACTION.test(uses) || PUBLISHES.test(run));
  if (triggers.includes('pull_request_target') || triggers.includes('workflow_run')) {
    const stranger = steps.find(({ uses, text: step }) => /(?:^|\/)checkout@/.test(uses) && STRANGERS.test(step));
    if (stranger !== undefined) {
      notes.find({
        rule: 'manifest.workflow-of-strangers',
        decision: 'review',
        file: file.path,
        text: stranger.uses,
        what: 'checks out the code of whoever opened a pull request, with the rights of the repository',
        why: 'Anybody who opens a pull request can run code with the secrets that the release is made with.',
      });
    }
  }
  const workflow: Workflow = {
    file: file.path,
    triggers,
    permissions,
    uses: steps.map(({ uses }) => uses).filter((uses) => uses !== ''),
    publishes: publishing.map(({ uses, run }) => (uses === '' ? (PUBLISHES.exec(run)?.[0] ?? '') : uses)),
    protections: workflowProtections(file.path, steps, publishing, permissions),
  };
  return { workflows: [workflow] };
}

function parsed(text: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
    // Aliases that unfold without end are cut off by the parser's own count.
    return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 50 }) as unknown);
  } catch {
    return undefined;
  }
}

function triggersOf(value: JsonRecord): string[] {
  // YAML 1.1 readers take `on` for true; this one does not, but the key may be quoted either way.
  const on = value['on'] ?? value['true'];
  if (typeof on === 'string') return [on];
  return isRecord(on) ? Object.keys(on) : textList(on);
}

function permissionsOf(value: JsonRecord): string[] {
  const of = (job: string, permissions: unknown): string[] =>
    typeof permissions === 'string'
      ? [`${job} ${permissions}`]
      : textEntries(permissions).map(([scope, level]) => `${job} ${scope}: ${level}`);
  const jobs = isRecord(value['jobs']) ? Object.entries(value['jobs']) : [];
  return [
    ...of('*', value['permissions']),
    ...jobs.flatMap(([name, job]) => (isRecord(job) ? of(name, job['permissions']) : [])),
  ];
}

/** The steps of all jobs; a GitLab job is one step of its scripts. */
function stepsOf(value: JsonRecord): Step[] {
  const jobs = isRecord(value['jobs']) ? Object.entries(value['jobs']) : Object.entries(value);
  return jobs.slice(0, 500).flatMap(([job, body]) => {
    if (!isRecord(body)) return [];
    const environment = isRecord(body['environment']) ? body['environment']['name'] : body['environment'];
    const shared = { job, environment: typeof environment === 'string' ? environment : '' };
    const called = typeof body['uses'] === 'string' ? [stepOf(body, shared)] : [];
    const listed = Array.isArray(body['steps'])
      ? body['steps'].filter(isRecord).map((step) => stepOf(step, shared))
      : [];
    const scripts = ['before_script', 'script', 'after_script'].flatMap((key) =>
      typeof body[key] === 'string' ? [body[key]] : textList(body[key]),
    );
    const scripted =
      scripts.length > 0 ? [stepOf({ run: scripts.join('\n'), id_tokens: body['id_tokens'] }, shared)] : [];
    return [...called, ...listed.slice(0, 500), ...scripted];
  });
}

function stepOf(step: JsonRecord, shared: { readonly job: string; readonly environment: string }): Step {
  const text = JSON.stringify(step) ?? '';
  return {
    ...shared,
    uses: typeof step['uses'] === 'string' ? step['uses'] : '',
    run: typeof step['run'] === 'string' ? step['run'] : '',
    text: text.length > 100_000 ? text.slice(0, 100_000) : text,
  };
}
