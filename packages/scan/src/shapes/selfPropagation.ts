import type { Span, StepIr, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { COPY, NETWORK, PROCESS, READ, WRITE } from './apiGroups.ts';
import { constantsOf } from './constantsOf.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';
import type { TextStep } from './stepsByKind.ts';

/** Where tokens of registries and forges lie. */
const TOKEN =
  /(?:^|[/\\])\.(?:npmrc|pypirc|git-credentials|netrc)$|_authToken|^(?:NPM|NODE_AUTH|PYPI|TWINE|GH|GITHUB|GITLAB|NPM_CONFIG)_?(?:AUTH_?)?(?:TOKEN|PASSWORD|_AUTHTOKEN)$/u;
const PUBLISH =
  /\b(?:npm|pnpm|yarn(?:\s+npm)?|bun)\s+publish\b|\btwine\s+upload\b|\b(?:poetry|uv|flit|hatch)\s+publish\b/u;
/** Of the npm registry's protocol: the document of an upload, and the searches for what a token may change. */
const UPLOAD_DOCUMENT = '_attachments';
const ENUMERATE =
  /\/-\/whoami|\/-\/npm\/v1\/(?:tokens|user)|[?&]text=maintainer:|\bnpm\s+(?:whoami|access\s+(?:list|ls-packages)|token\s+list)\b/u;
const WORKFLOW = /(?:^|[/\\])\.github[/\\]workflows\b/u;
const CREATE_REPOSITORY = /\/user\/repos\b|\bgh\s+repo\s+create\b/u;
const INSTALL_HOOKS: ReadonlySet<string> = new Set(['preinstall', 'install', 'postinstall', 'prepare']);

/** Part of every text that the patterns above look for. */
const MAY_MATTER = /npmrc|pypirc|credentials|netrc|_authToken|TOKEN|PASSWORD|whoami|\/-\/|maintainer|npm /u;

type What = 'token' | 'publish' | 'enumerate' | 'workflow' | 'repository' | 'hook' | 'itself';

/** A detector that is shown a package's files one by one. */
export interface SelfPropagation {
  look(file: ShapeFile): void;
  findings(): PackageFinding[];
}

/**
 * What a worm does, over all files of a package: finds tokens, looks up what they may change, puts itself into
 * it and publishes. Release tools read a token and publish; they do not go and look for packages, do not add install hooks
 * to them and do not carry themselves along.
 */
export function createSelfPropagation(): SelfPropagation {
  const seen = new Map<What, Place>();
  return {
    look(file) {
      if (!isTestPath(file.path)) look(file, seen);
    },
    findings: () => findingsOf(seen),
  };
}

function findingsOf(seen: ReadonlyMap<What, Place>): PackageFinding[] {
  const has = (...all: What[]): boolean => all.every((one) => seen.has(one));
  const spreads = has('publish') && has('token') && (has('hook') || has('enumerate') || has('itself'));
  const plants = has('workflow') && has('token') && (has('repository') || has('enumerate') || has('publish'));
  if (!spreads && !plants && !has('workflow', 'token') && !has('publish', 'enumerate')) return [];
  const isSure = spreads || plants;
  const order: readonly What[] = ['token', 'enumerate', 'itself', 'hook', 'publish', 'repository', 'workflow'];
  const parts = order.filter((one) => seen.has(one));
  const places = parts.flatMap((one) => seen.get(one) ?? []);
  return [
    shapeFinding(
      'shape.self-propagation',
      isSure ? 'high' : 'medium',
      isSure && parts.length >= 3 ? 'hold' : 'review',
      places,
      `The package ${parts.map((one) => WORDS[one]).join(', ')}.`,
      parts.join(' '),
    ),
  ];
}

const WORDS: Readonly<Record<What, string>> = {
  token: 'reads tokens of registries or forges',
  enumerate: 'looks up what a token may change',
  itself: 'carries its own file along',
  hook: 'adds install hooks to a manifest',
  publish: 'publishes packages',
  repository: 'creates repositories',
  workflow: 'writes workflow files',
};

/** The texts that a pattern may know. */
function textsThatMayMatter({ steps: { texts, columns } }: ModuleView): readonly TextStep[] {
  const found: TextStep[] = [];
  for (const index of texts()) {
    const value = String(columns.constantAt(index));
    if (value.length <= 2_000 && MAY_MATTER.test(value)) found.push(columns.at(index) as TextStep);
  }
  return found;
}

/** The first text or member that names a token. */
function firstToken(
  { module, steps }: ModuleView,
  texts: readonly TextStep[],
): Extract<StepIr, { is: 'constant' | 'load' }> | undefined {
  const text = texts.find(({ value }) => TOKEN.test(value));
  const isToken = (name: string): boolean => name.length > 6 && name.charCodeAt(0) < 96 && TOKEN.test(name);
  const member = steps.loadsNamed(isToken).find(({ key }) => typeof key === 'string');
  if (text === undefined || member === undefined) return text ?? member;
  return module.steps.indexOf(text) < module.steps.indexOf(member) ? text : member;
}

function look(file: ShapeFile, seen: Map<What, Place>): void {
  const { view } = file;
  if (view === undefined) return;
  const note = (what: What, span: Span): void => {
    if (!seen.has(what)) seen.set(what, file.place(span, WORDS[what]));
  };
  const spanOf = (value: ValueId): Span => view.module.values.spanOf(value) ?? { start: 0, end: 0 };
  const texts = textsThatMayMatter(view);
  if (!seen.has('token')) {
    const token = firstToken(view, texts);
    if (token !== undefined) note('token', token.is === 'load' ? token.span : spanOf(token.to));
  }
  for (const { value, to } of texts) if (ENUMERATE.test(value)) note('enumerate', spanOf(to));
  const isKnown = (key: string): boolean => key === UPLOAD_DOCUMENT || INSTALL_HOOKS.has(key);
  for (const step of view.steps.storesNamed(isKnown)) {
    const key = typeof step.key === 'string' ? step.key : (view.textOf(step.key.value) ?? '');
    if (!isKnown(key)) continue;
    if (key === UPLOAD_DOCUMENT) note('publish', spanOf(step.from));
    // Into `scripts` of something that was read, not of an object written here.
    const isScripts = view.definitions(step.into).some((one) => one.is === 'load' && one.key === 'scripts');
    if (isScripts && INSTALL_HOOKS.has(key)) note('hook', spanOf(step.from));
  }
  for (const { call, apis } of view.notableCalls) {
    const words = (): readonly string[] => call.arguments.flatMap((one) => constantsOf(view, one.value));
    if (apis.some((one) => PROCESS.test(one))) {
      const command = words().join(' ');
      if (PUBLISH.test(command)) note('publish', call.span);
      if (CREATE_REPOSITORY.test(command)) note('repository', call.span);
    } else if (apis.some((one) => NETWORK.test(one))) {
      if (words().some((one) => CREATE_REPOSITORY.test(one))) note('repository', call.span);
    } else if (apis.some((one) => WRITE.test(one) || COPY.test(one))) {
      if (words().some((one) => WORKFLOW.test(one))) note('workflow', call.span);
    }
    const isCopied = apis.some((one) => COPY.test(one) || READ.test(one) || one === 'global:open');
    const first = view.argument(call, 0);
    if (isCopied && first !== undefined) {
      const isItself = [...view.madeOf(first)].some((value) =>
        view.apisOf(value).some((api) => api === 'global:__filename' || api === 'global:__file__'),
      );
      if (isItself) note('itself', call.span);
    }
  }
}
