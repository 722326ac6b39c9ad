import type { CallIr, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { NETWORK, PROCESS, said, WRITE } from './apiGroups.ts';
import { constantsOf } from './constantsOf.ts';
import { type HidingSigns, hidingSigns, isHiding } from './hidingSigns.ts';
import type { ModuleView, SeenCall } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** A command that fetches something and hands it to an interpreter in one line. */
const FETCH_AND_RUN =
  /\b(?:curl|wget|fetch|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^\n]*(?:\|\s*(?:sudo\s+)?(?:(?:ba|z|da|k)?sh|python\d?|node|perl|ruby|iex|invoke-expression)\b|(?:&&|;)\s*(?:chmod\b|(?:sudo\s+)?(?:ba|z)?sh\b|\.\/|nohup\b|start\b|python\d?\b|node\b))|\b(?:iex|invoke-expression)\b[^\n]*\b(?:downloadstring|invoke-webrequest|iwr|irm)\b|\bmshta\b\s+['"]?https?:|\b(?:ba|z)?sh\b[^\n]*<\(\s*(?:curl|wget)\b|\b(?:ba|z)?sh\s+-c\s+["']?\$\((?:curl|wget)\b/iu;

const INTERPRETER =
  /^\s*(?:\S*\/)?(?:(?:ba|z|da)?sh|python[\d.]*|node|perl|ruby|powershell|pwsh|cmd|chmod|open|start)\b/u;

/** Processes started with what the network sent: by a shell's pipe, as an argument, or as a file written before. */
export function downloadAndRun(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const findings: PackageFinding[] = [];
  const isTest = isTestPath(file.path);
  let written: ReturnType<typeof writtenFromNetwork> | undefined;
  for (const seen of view.notableCalls) {
    const api = seen.apis.find((one) => PROCESS.test(one));
    if (api === undefined) continue;
    const first = view.argument(seen.call, 0);
    const where = file.place(seen.call.span, `is run by ${said(api)}`);
    const command = commandOf(view, seen);
    if (FETCH_AND_RUN.test(command)) {
      const atLoad = view.runsAtLoad(seen.in);
      findings.push(
        shapeFinding(
          'shape.download-and-run',
          isTest ? 'low' : 'high',
          isTest ? 'note' : atLoad ? 'hold' : 'review',
          [where],
          `${file.path} has a shell fetch something and run it${atLoad ? ' as soon as it is loaded' : ''}.`,
          `shell ${api}`,
        ),
      );
    } else if (first !== undefined) {
      const head = headOf(view, first);
      const network = networkIn(view, view.madeOf(head));
      written ??= writtenFromNetwork(view);
      // What runs is the program named first, or what an interpreter is given; a fixed program is neither.
      const lead = view.textOf(head) ?? '';
      const isInterpreted = INTERPRETER.test(lead);
      const isFixed = /\S\s/u.test(lead);
      const run = isInterpreted
        ? seen.call.arguments.map(({ value }) => value)
        : isFixed
          ? []
          : [programOf(view, first)];
      const same = written.find(({ path }) => run.some((value) => isSameFile(view, path, value)));
      if (network === undefined && same === undefined) continue;
      const signs = hidingSigns(view, seen, programOf(view, first));
      const isCertain = network !== undefined || isHiding(signs);
      findings.push(
        shapeFinding(
          'shape.download-and-run',
          isCertain ? 'high' : 'medium',
          isTest ? 'note' : isCertain ? 'hold' : 'review',
          same === undefined ? [where] : [file.place(same.call.span, 'is written from the network'), where],
          network === undefined
            ? `${file.path} writes a file from the network and runs it${saidOf(signs)}.`
            : `What ${said(network)} answers is run as a command.`,
          `${network ?? 'file'} ${api}`,
        ),
      );
    }
  }
  return findings;
}

function saidOf({ strong, weak }: HidingSigns): string {
  const all = [...strong, ...weak];
  return all.length === 0 ? '' : `; it ${all.join(', ')}`;
}

/** The program itself: the first of a list, or the whole of a text. */
function programOf(view: ModuleView, value: ValueId): ValueId {
  return firstOf(view, value, false);
}

/** What decides which program runs: the first of a list, the beginning of a text. */
function headOf(view: ModuleView, value: ValueId): ValueId {
  return firstOf(view, value, true);
}

function firstOf(view: ModuleView, value: ValueId, intoTexts: boolean): ValueId {
  let at = value;
  for (let depth = 0; depth < 12; depth++) {
    const [step, other] = view.definitions(at);
    if (step === undefined || other !== undefined) return at;
    let next: ValueId | undefined;
    if (step.is === 'copy') next = step.from;
    else if (step.is === 'fresh' && step.what === 'list') next = view.storedInto(at)[0]?.from;
    else if (step.is === 'join' && intoTexts) next = step.parts[0];
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** The command with its arguments as one line, as far as they are texts. */
function commandOf(view: ModuleView, { call }: SeenCall): string {
  const parts: string[] = [];
  for (const { value } of call.arguments) {
    const text = view.textOf(value);
    if (text !== undefined) parts.push(text);
    else parts.push(...constantsOf(view, value).filter((one) => one.length < 4_000));
  }
  return parts.join(' ').slice(0, 20_000);
}

function networkIn(view: ModuleView, made: ReadonlySet<ValueId>): string | undefined {
  for (const value of made)
    for (const step of view.definitions(value))
      if (step.is === 'call') {
        const api = view.apisOf(step.callee).find((one) => NETWORK.test(one));
        if (api !== undefined) return api;
      }
  return undefined;
}

/** Files that are filled with what the network sent, also by a pipe. */
function writtenFromNetwork(view: ModuleView): { path: ValueId; call: CallIr }[] {
  const found = givenToFetchers(view);
  for (const { call, apis } of view.apiCalls()) {
    const path = view.argument(call, 0);
    if (path === undefined) continue;
    if (apis.some((one) => one.endsWith('urlretrieve'))) {
      const target = view.argument(call, 1);
      if (target !== undefined) found.push({ path: target, call });
    } else if (apis.some((one) => WRITE.test(one))) {
      const data = view.argument(call, 1);
      const isFed =
        (data !== undefined && networkIn(view, view.madeOf(data)) !== undefined) || isPipedInto(view, call.to);
      if (isFed) found.push({ path, call });
    }
  }
  return found;
}

/** Arguments of calls to functions of this file that fetch and write: one of them is where. */
function givenToFetchers(view: ModuleView): { path: ValueId; call: CallIr }[] {
  const doing = new Map<number, { fetches: boolean; writes: boolean }>();
  for (const { apis, in: index } of view.notableCalls) {
    const fetches = apis.some((one) => NETWORK.test(one));
    const writes = apis.some((one) => WRITE.test(one));
    if (!fetches && !writes) continue;
    const known = doing.get(index) ?? { fetches: false, writes: false };
    doing.set(index, { fetches: known.fetches || fetches, writes: known.writes || writes });
  }
  const fetchers = new Set([...doing].flatMap(([index, does]) => (does.fetches && does.writes ? [index] : [])));
  if (fetchers.size === 0) return [];
  return view.steps
    .calls()
    .flatMap((call) =>
      view.functionsOf(call.callee).some((index) => fetchers.has(index))
        ? call.arguments.map(({ value }) => ({ path: value, call }))
        : [],
    );
}

/** `response.pipe(stream)`, `pipeline(response, stream)`, `file.write(response.content)`. */
function isPipedInto(view: ModuleView, stream: ValueId): boolean {
  return view.steps.calls().some((call) => {
    const all = [call.receiver ?? -1, ...call.arguments.map(({ value }) => value)].filter((value) => value >= 0);
    const takesPart = all.some(
      (value) => value === stream || view.definitions(value).some((step) => step.is === 'copy' && step.from === stream),
    );
    return (
      takesPart &&
      all.some((value) => networkIn(view, view.madeOf(value)) !== undefined || isNetworkCallback(view, value))
    );
  });
}

/** The parameter of a function given to a network call: `https.get(url, (response) => …)`. */
function isNetworkCallback(view: ModuleView, value: ValueId): boolean {
  const made = view.module.values.at(value);
  if (made?.kind !== 'parameter') return false;
  return view.notableCalls.some(
    ({ apis, call }) =>
      apis.some((one) => NETWORK.test(one)) &&
      call.arguments.some((one) => view.functionsOf(one.value).includes(made.in)),
  );
}

/** The same variable, or the same text. */
function isSameFile(view: ModuleView, one: ValueId, other: ValueId): boolean {
  const text = view.textOf(one);
  if (text !== undefined && text.length > 2) return constantsOf(view, other).some((part) => part.includes(text));
  const made = view.madeOf(other);
  if (made.has(one)) return true;
  return view
    .definitions(one)
    .some((step) => step.is === 'copy' && made.has(step.from) && view.textOf(step.from) === undefined);
}
