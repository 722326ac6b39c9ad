import type { ValueId } from '../ir/moduleIr.ts';
import { SWITCHES } from '../ir/switches.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Members that switch a protection off, by what they are set to. */
const OFF: ReadonlyMap<string, readonly [off: 'false' | 'true', protection: string]> = new Map([
  ['rejectUnauthorized', ['false', 'certificates of hosts']],
  ['strictSSL', ['false', 'certificates of hosts']],
  ['tlsInsecure', ['true', 'certificates of hosts']],
  ['tlsAllowInvalidCertificates', ['true', 'certificates of hosts']],
  ['tlsAllowInvalidHostnames', ['true', 'names of hosts']],
  ['ignoreExpiration', ['true', 'how long a token is good']],
  ['ignoreNotBefore', ['true', 'how long a token is good']],
]);
const CERTIFICATES_OF_ALL = 'NODE_TLS_REJECT_UNAUTHORIZED';
const NAMES_OF_HOSTS = 'checkServerIdentity';
const ALGORITHMS = /^(?:algorithms?|alg|enabledAlgorithms)$/u;

/** Protections that code switches off: hosts and tokens that are taken for what they say they are. One finding a place. */
export function protectionOff(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const isTest = isTestPath(file.path);
  const stores = view.steps.storesNamed(
    (name) => SWITCHES.has(name) || name === NAMES_OF_HOSTS || ALGORITHMS.test(name),
  );
  return stores.flatMap(({ key, from }) => {
    const name = typeof key === 'string' ? key : view.textOf(key.value);
    const protection = name === undefined ? undefined : switchedOff(file, view, name, from);
    if (name === undefined || protection === undefined) return [];
    const span = view.module.values.spanOf(from) ?? { start: 0, end: 0 };
    return [
      shapeFinding(
        'shape.protection-off',
        isTest ? 'low' : 'medium',
        'note',
        [file.place(span, `is what ${name} is set to`)],
        `${file.path} does not check ${protection}: ${name}.`,
        name,
      ),
    ];
  });
}

function switchedOff(file: ShapeFile, view: ModuleView, name: string, from: ValueId): string | undefined {
  if (name === CERTIFICATES_OF_ALL) return view.textOf(from) === '0' ? 'certificates of any host' : undefined;
  if (name === NAMES_OF_HOSTS) return doesNothing(view, from) ? 'names of hosts' : undefined;
  if (ALGORITHMS.test(name)) return isNone(view, from) ? 'signatures of tokens' : undefined;
  const [off, protection] = OFF.get(name) ?? [];
  return off !== undefined && isWritten(file.text, view, from, off) ? protection : undefined;
}

const WRITTEN = {
  false: /^(?:false|!1|!true|![1-9]\d*)$/u,
  true: /^(?:true|!0|!false)$/u,
} as const;
const DECLARED = {
  false: /^\s*(?::[^=;]{1,40})?=\s*(?:false|!1|!true)\s*(?:[;,\n]|$)/u,
  true: /^\s*(?::[^=;]{1,40})?=\s*(?:true|!0|!false)\s*(?:[;,\n]|$)/u,
} as const;

/** Whether a value is a truth value and nothing else: of these front ends keep little, the text says it. */
function isWritten(text: string, view: ModuleView, value: ValueId, truth: 'false' | 'true', depth = 0): boolean {
  if (depth > 8) return false;
  const made = view.definitions(value);
  const known = view.module.values.at(value);
  if (known === undefined) return false;
  const { kind, span } = known;
  if (made.length === 0) return kind === 'variable' && DECLARED[truth].test(text.slice(span.end, span.end + 80));
  return made.every((step) =>
    step.is === 'copy'
      ? isWritten(text, view, step.from, truth, depth + 1)
      : (step.is === 'constant' || step.is === 'test') && WRITTEN[truth].test(text.slice(span.start, span.end)),
  );
}

/** A function that calls nothing and gives nothing lets everything pass. */
function doesNothing(view: ModuleView, value: ValueId): boolean {
  const functions = view.functionsOf(value);
  return (
    functions.length > 0 &&
    functions.every((index) => {
      const result = view.module.functions[index]?.result;
      const calls = view.steps.calls().some(({ to }) => view.module.values.functionOf(to) === index);
      return !calls && (result === undefined || view.definitions(result).length === 0);
    })
  );
}

/** `none`, or a list of it: a token that nobody signed is a good one. */
function isNone(view: ModuleView, value: ValueId): boolean {
  const stored = view.storedInto(value).map(({ from }) => view.textOf(from));
  const texts = stored.length === 0 ? [view.textOf(value)] : stored;
  return texts.every((one) => one?.toLowerCase() === 'none');
}
