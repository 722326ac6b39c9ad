import type { Span, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { DECIPHER, NETWORK, PROCESS, said } from './apiGroups.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** What names one machine, person or place. */
const WHO =
  /^(?:node:os\.(?:userInfo|hostname|networkInterfaces)\(\)|py:(?:getpass\.getuser|socket\.gethostname|platform\.node|os\.getlogin)\(\)|global:Intl\.DateTimeFormat\(\)\.resolvedOptions\(\)\.(?:timeZone|locale)|global:navigator\.languages?|global:location\.(?:hostname|host)|(?:node:|global:)process\.env\.(?:USER|USERNAME|HOSTNAME|LANG|LOGNAME|TZ|npm_package_description|npm_package_name|GITHUB_REPOSITORY\w*))/u;
const BUILD =
  /^(?:node:|global:)process\.env\.(?:CI|GITHUB_ACTIONS|GITLAB_CI|TRAVIS|CIRCLECI|JENKINS\w*|BUILDKITE|TF_BUILD)$|^py:os\.environ/u;
const DATE =
  /^(?:global:Date\(\)\.get\w+\(\)|global:Date\.now\(\)|py:datetime\.(?:datetime|date)\.(?:now|today|utcnow)\(\))/u;

/**
 * Something that happens only to one user, host, place, package or on one date, beside a call that leaves the process.
 * Also data that only the right environment can decrypt, which has no other use.
 */
export function environmentGate(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined || isTestPath(file.path)) return [];
  return [...lockedTo(file, view), ...gates(file, view)];
}

/** Decryption under a key that the environment holds. */
function lockedTo(file: ShapeFile, view: ModuleView): PackageFinding[] {
  for (const { call, apis } of view.notableCalls) {
    const api = apis.find((one) => DECIPHER.test(one));
    if (api === undefined) continue;
    for (const { value } of call.arguments) {
      const from = [...view.madeOf(value)].find((one) => view.apisOf(one).some((path) => WHO.test(path)));
      if (from === undefined) continue;
      const span = view.module.values.spanOf(from) ?? call.span;
      return [
        shapeFinding(
          'shape.environment-gate',
          'high',
          'hold',
          [file.place(span, 'is the key'), file.place(call.span, 'decrypts with it')],
          `${file.path} decrypts data that only the right machine or package can read.`,
          `locked ${api}`,
        ),
      ];
    }
  }
  return [];
}

function gates(file: ShapeFile, view: ModuleView): PackageFinding[] {
  const sinks = new Map<number, { span: Span; api: string }>();
  for (const { call, apis, in: index } of view.notableCalls) {
    const api = apis.find(
      (one) => NETWORK.test(one) || PROCESS.test(one) || one === 'global:eval' || one === 'global:Function',
    );
    if (api !== undefined && !sinks.has(index)) sinks.set(index, { span: call.span, api });
  }
  if (sinks.size === 0) return [];
  for (const step of view.steps.tests()) {
    const index = view.module.values.functionOf(step.to) ?? -1;
    const sink = sinks.get(index);
    if (sink === undefined) continue;
    const kind = gateOf(view, step.from);
    if (kind === undefined) continue;
    const places: Place[] = [
      file.place(view.module.values.spanOf(step.to) ?? sink.span, `asks for ${kind.what}`),
      file.place(sink.span, `is done by ${said(sink.api)}`),
    ];
    return [
      shapeFinding(
        'shape.environment-gate',
        kind.isPersonal ? 'medium' : 'low',
        kind.isPersonal ? 'review' : 'note',
        places,
        `${file.path} calls ${said(sink.api)} depending on ${kind.what}.`,
        `${kind.what} ${sink.api}`,
      ),
    ];
  }
  return [];
}

/** What a comparison asks of the world, where the other side is written there. */
function gateOf(view: ModuleView, from: readonly ValueId[]): { what: string; isPersonal: boolean } | undefined {
  const isAgainstText = from.length === 2 && from.some((value) => view.textOf(value) !== undefined);
  for (const value of from) {
    for (const one of view.madeOf(value)) {
      for (const api of view.apisOf(one)) {
        if (isAgainstText && WHO.test(api)) return { what: 'who or where the user is', isPersonal: true };
        if (isAgainstText && DATE.test(api)) return { what: 'the date', isPersonal: false };
        if (BUILD.test(api) && from.length === 2 && isAgainstText)
          return { what: 'a build machine', isPersonal: false };
      }
    }
  }
  return undefined;
}
