import { STEP_KIND } from '../ir/stepKind.ts';
import type { Span, StepIr, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { NETWORK, RUNS, said } from './apiGroups.ts';
import type { ModuleView, SeenCall } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Timers run text too, but are nearly always given a function. */
const TIMER = /^global:set(?:Timeout|Interval)$/u;
/** What turns data into text that may be code. */
const DECODES =
  /^global:(?:atob|unescape|chr|bytes|bytearray|decodeURIComponent)$|Buffer\.from(?:\(\)\.toString)?$|Decipher\w*\(\)\.(?:update|final)$|\.(?:fromCharCode|fromCodePoint)$/u;
/** The same, where hardly anything but code is kept so. */
const STRONG_DECODE =
  /^global:atob$|Buffer\.from\(\)\.toString$|\.(?:b64decode|b32decode|a85decode|b85decode|fromhex|unhexlify|decodebytes|decompress|(?:inflate|inflateRaw|gunzip|unzip|brotliDecompress)(?:Sync)?)$|(?:marshal|pickle|dill)\.loads$|createDecipher|Fernet\(\)\.decrypt$/u;
/** How a value came about, as far as running it matters. */
interface Origin {
  readonly isConstant: boolean;
  readonly decoder: string | undefined;
  readonly blob: ValueId | undefined;
  readonly network: string | undefined;
  readonly environment: boolean;
}

/**
 * Code that is not in the package's text: decoded from a blob, fetched, or put together and run. Templates and
 * validators compile what they put together, and are a note; a long literal that is decoded and run is what
 * thefts did.
 */
export function runsDecoded(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const findings: PackageFinding[] = [];
  const plain: Place[] = [];
  const constructors = constructorsOf(view);
  // Without its name `Function` is reached by such a load alone.
  const calls =
    constructors.size === 0
      ? view.notableCalls
      : view.steps.calls().map((call) => ({ call, apis: view.apisOf(call.callee) }));
  for (const seen of calls) {
    const api = runsBy(view, seen, constructors);
    if (api === undefined) continue;
    const code = codeArgument(view, seen, api);
    if (code === undefined || (TIMER.test(api) && !isText(view, code))) continue;
    const origin = originOf(view, code);
    if (origin.isConstant) continue;
    const where = file.place(seen.call.span, `is run by ${said(api)}`);
    if (origin.network !== undefined) findings.push(remote(file, where, origin.network, api));
    else if (origin.decoder !== undefined && (origin.blob !== undefined || origin.environment))
      findings.push(decoded(file, view, where, origin, api));
    else plain.push(where);
  }
  if (plain.length > 0)
    findings.push(
      shapeFinding(
        'shape.dynamic-code',
        'medium',
        'note',
        plain,
        `${file.path} runs text as code that it puts together itself.`,
        file.path,
      ),
    );
  return findings;
}

type Called = Pick<SeenCall, 'call' | 'apis'>;

/** The loads of `f.constructor` of functions of the file. */
function constructorsOf(view: ModuleView): ReadonlySet<StepIr> {
  const found = new Set<StepIr>();
  const { columns } = view.steps;
  const { length, kinds, names, texts, reads, starts } = columns;
  const written = texts.indexOf('constructor');
  for (let at = 0; at < length; at++) {
    if (kinds[at] !== STEP_KIND.load) continue;
    const start = starts[at] as number;
    const name = names[at] as number;
    const isNamed = name >= 0 ? name === written : view.textOf(reads[start + 1] ?? -1) === 'constructor';
    if (isNamed && view.functionsOf(reads[start] ?? -1).length > 0) found.add(columns.at(at));
  }
  return found;
}

/** The API by which a call runs text; `f.constructor` of a function is `Function`, whatever it is called. */
function runsBy(view: ModuleView, { apis, call }: Called, constructors: ReadonlySet<StepIr>): string | undefined {
  const known = apis.find((one) => RUNS.test(one));
  if (known !== undefined) return known;
  if (apis.length > 0 || constructors.size === 0) return undefined;
  return sourcesOf(view, call.callee).some((step) => constructors.has(step)) ? 'global:Function' : undefined;
}

/** The steps that give a value, looking through variables. */
function sourcesOf(view: ModuleView, value: ValueId): StepIr[] {
  const found: StepIr[] = [];
  const seen = new Set([value]);
  for (const at of seen) {
    for (const step of view.definitions(at)) {
      if (step.is === 'copy' && seen.size < 20) seen.add(step.from);
      else found.push(step);
    }
  }
  return found;
}

function remote(file: ShapeFile, where: Place, network: string, api: string): PackageFinding {
  const isTest = isTestPath(file.path);
  return shapeFinding(
    'shape.download-and-run',
    isTest ? 'low' : 'high',
    isTest ? 'note' : 'hold',
    [where],
    `What ${said(network)} answers is run as code by ${said(api)}.`,
    `${network} ${api}`,
  );
}

function decoded(file: ShapeFile, view: ModuleView, where: Place, origin: Origin, api: string): PackageFinding {
  const { decoder = '', blob } = origin;
  const isTest = isTestPath(file.path);
  const isStrong = STRONG_DECODE.test(decoder) || origin.environment;
  const places = blob === undefined ? [where] : [file.place(spanOf(view, blob), 'is data that becomes code'), where];
  return shapeFinding(
    'shape.runs-decoded',
    isTest ? 'low' : isStrong ? 'high' : 'medium',
    isTest ? 'note' : isStrong ? 'hold' : 'review',
    places,
    `${file.path} decodes ${origin.environment ? 'data with what the environment holds' : 'a long literal'} and runs it as code.`,
    `${decoder} ${api}`,
  );
}

/** For a constructor of functions the code is the last argument; for all else the first. */
function codeArgument(view: ModuleView, { call }: Called, api: string): ValueId | undefined {
  return api.startsWith('global:Function') ? call.arguments.at(-1)?.value : view.argument(call, 0);
}

function isText(view: ModuleView, value: ValueId): boolean {
  return (
    view.definitions(value).some((step) => step.is === 'join' || step.is === 'constant' || step.is === 'call') &&
    view.functionsOf(value).length === 0
  );
}

function originOf(view: ModuleView, value: ValueId): Origin {
  let isConstant = true;
  let decoder: string | undefined;
  let blob: ValueId | undefined;
  let network: string | undefined;
  let environment = false;
  for (const one of view.madeOf(value)) {
    const steps = view.definitions(one);
    if (steps.length === 0) isConstant = false;
    for (const step of steps) {
      if (step.is === 'constant') {
        if (typeof step.value === 'string' && isBlob(step.value)) blob = one;
        continue;
      }
      if (step.is === 'call') {
        isConstant = false;
        for (const api of view.apisOf(step.callee)) {
          if (NETWORK.test(api)) network ??= api;
          if (STRONG_DECODE.test(api)) decoder = api;
          else if (DECODES.test(api)) decoder ??= api;
        }
        // A decoder of the package's own: characters made of numbers inside it.
        decoder ??= ownDecoder(view, step.callee);
      } else if (step.is === 'load' || step.is === 'global' || step.is === 'import') {
        isConstant = false;
        if (view.apisOf(one).some((api) => /process\.env\b|^py:os\.environ/u.test(api))) environment = true;
      } else if (step.is === 'fresh' || step.is === 'function' || step.is === 'class') isConstant = false;
    }
  }
  return { isConstant, decoder, blob, network, environment };
}

function ownDecoder(view: ModuleView, callee: ValueId): string | undefined {
  for (const index of view.functionsOf(callee)) {
    const inside = view
      .apiCalls()
      .find((seen) => seen.in === index && seen.apis.some((api) => /fromC(?:har|ode)|^global:chr$/u.test(api)));
    if (inside !== undefined) return 'a function of its own';
  }
  return undefined;
}

/** Long, and of the characters of an encoding rather than of words. */
function isBlob(text: string): boolean {
  if (text.length < 120) return false;
  const head = text.slice(0, 4_000);
  if (/^[\w+/=$@!#%^&*(){}[\]|~<>?.,:;-]+$/u.test(head) && !/\s/u.test(head))
    return entropy(head) > 4.2 || /^[\da-f]+$/iu.test(head);
  return entropy(head) > 5.4;
}

function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const one of text) counts.set(one, (counts.get(one) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    sum -= share * Math.log2(share);
  }
  return sum;
}

function spanOf(view: ModuleView, value: ValueId): Span {
  return view.module.values.spanOf(value) ?? { start: 0, end: 0 };
}
