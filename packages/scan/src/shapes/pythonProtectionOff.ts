import type { ArgumentIr, Span, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { PythonCall, PythonFacts } from './pythonFacts.ts';
import { isAside, type PythonFile, shapeFinding } from './pythonShape.ts';

const CERTIFICATES = 'certificates of hosts';
const NAMES_OF_HOSTS = 'names of hosts';
const TOKENS = 'signatures of tokens';

/** Named arguments that switch something off where they are false, by what takes them. */
const FALSE_ARGUMENTS: readonly (readonly [name: RegExp, taker: RegExp, protection: string])[] = [
  [/^verify$/, /^py:(?:jwt|jose)\b/, TOKENS],
  [/^verify$/, /^py:(?:requests|httpx|niquests|curl_cffi|boto3|botocore)\b/, CERTIFICATES],
  [/^(?:ssl|verify_ssl)$/, /^py:aiohttp\b/, CERTIFICATES],
  [/^(?:check_hostname|assert_hostname|ssl_check_hostname)$/, /./, NAMES_OF_HOSTS],
  [/^(?:verify_certs|ssl_verify|verify_ssl_certs)$/, /./, CERTIFICATES],
];
/** A session that somebody gave is known by what is asked of it. */
const REQUEST = /^(?:get|post|put|patch|delete|head|options|request|send|stream|ws_connect)$/;
/** Keys that switch something off where they are false. */
const FALSE_KEYS: Readonly<Record<string, string>> = {
  check_hostname: NAMES_OF_HOSTS,
  assert_hostname: NAMES_OF_HOSTS,
  verify_signature: TOKENS,
  verify_exp: 'how long a token is good',
};
/** APIs whose very name says so. */
const NAMED: Readonly<Record<string, string>> = {
  _create_unverified_context: CERTIFICATES,
  AutoAddPolicy: 'keys of SSH hosts',
  WarningPolicy: 'keys of SSH hosts',
};

/** Files without one of these have none of it. */
export const MAY_SWITCH_OFF: RegExp =
  /\b(?:verify|verify_ssl|verify_certs|ssl|CERT_NONE|check_hostname|assert_hostname|verify_signature|AutoAddPolicy|WarningPolicy|algorithms|PYTHONHTTPSVERIFY)\b|_create_(?:unverified|default_https)_context/;

interface Off {
  readonly name: string;
  readonly protection: string;
  readonly span: Span;
}

/** Protections that Python code switches off: hosts and tokens that are taken for what they say they are. One finding a place. */
export function pythonProtectionOff(file: PythonFile): readonly PackageFinding[] {
  const { facts, path, text } = file;
  if (!MAY_SWITCH_OFF.test(text)) return [];
  const found = [...facts.calls.flatMap((call) => inCall(file, call)), ...inSteps(file)];
  // A context without checks that takes the place of the usual one is one thing.
  const seen = new Set<string>();
  return found
    .filter(({ name, span }) => !seen.has(`${name} ${span.start}`) && seen.add(`${name} ${span.start}`))
    .map(({ name, protection, span }) =>
      shapeFinding(file, {
        rule: 'shape.protection-off',
        decision: 'note',
        confidence: isAside(path) ? 'low' : 'medium',
        key: name,
        why: `${path} does not check ${protection}: ${name}.`,
        spots: [{ span, what: `switches ${name} off` }],
      }),
    );
}

function inCall(file: PythonFile, { step, apis }: PythonCall): Off[] {
  return step.arguments.flatMap((argument): Off[] => {
    const off = inArgument(file, argument, step.callee, apis);
    return off === undefined ? [] : [{ ...off, span: step.span }];
  });
}

function inArgument(
  file: PythonFile,
  { name, value }: ArgumentIr,
  callee: ValueId,
  apis: readonly string[],
): Omit<Off, 'span'> | undefined {
  if (name === undefined) return undefined;
  if (/^(?:cert_reqs|verify_mode|ssl_cert_reqs)$/.test(name) && isNoCertificate(file, value))
    return { name, protection: CERTIFICATES };
  if (name === 'algorithms' && apis.some((api) => /^py:(?:jwt|jose)\b/.test(api)) && isNone(file.facts, value))
    return { name, protection: TOKENS };
  const taken = FALSE_ARGUMENTS.find(
    ([wanted, taker]) => wanted.test(name) && (apis.length === 0 || apis.some((api) => taker.test(api))),
  );
  if (taken === undefined || !isFalse(file, value) || (apis.length === 0 && !isRequest(file, callee))) return undefined;
  return { name, protection: apis.length === 0 ? CERTIFICATES : taken[2] };
}

function isRequest({ facts: { module } }: PythonFile, callee: ValueId): boolean {
  return module.steps.some(
    (step) => step.is === 'load' && step.to === callee && typeof step.key === 'string' && REQUEST.test(step.key),
  );
}

function inSteps(file: PythonFile): Off[] {
  const { facts } = file;
  const { values, steps } = facts.module;
  return steps.flatMap((step): Off[] => {
    if (step.is === 'load' && typeof step.key === 'string') {
      const protection = Object.hasOwn(NAMED, step.key) ? NAMED[step.key] : undefined;
      return protection === undefined ? [] : [{ name: step.key, protection, span: step.span }];
    }
    if (step.is !== 'store') return [];
    const name = typeof step.key === 'string' ? step.key : facts.texts(step.key.value)[0];
    if (name === undefined) return [];
    const protection = storedOff(file, name, step.into, step.from);
    const span = values.spanOf(step.from) ?? { start: 0, end: 0 };
    return protection === undefined ? [] : [{ name, protection, span }];
  });
}

function storedOff(file: PythonFile, name: string, into: ValueId, from: ValueId): string | undefined {
  if (name === 'verify_mode' || name === 'cert_reqs') return isNoCertificate(file, from) ? CERTIFICATES : undefined;
  if (name === '_create_default_https_context') return CERTIFICATES;
  if (name === 'PYTHONHTTPSVERIFY') return file.facts.texts(from).includes('0') ? CERTIFICATES : undefined;
  if (Object.hasOwn(FALSE_KEYS, name)) return isFalse(file, from) ? FALSE_KEYS[name] : undefined;
  if (name !== 'verify' || !isFalse(file, from)) return undefined;
  const isSession = [...file.facts.origins(into).apis].some((api) => /^py:(?:requests|httpx|niquests)\b/.test(api));
  return isSession ? CERTIFICATES : undefined;
}

/** Whether a value is `False` and nothing else. */
function isFalse({ facts: { module }, text }: PythonFile, value: ValueId): boolean {
  const from = new Set([value]);
  for (const at of from) {
    if (from.size > 8) return false;
    const makers = module.steps.filter((step) => step.is !== 'store' && step.to === at);
    const span = module.values.spanOf(at);
    if (makers.length === 0 && text.slice(span?.start, span?.end) !== 'False') return false;
    for (const step of makers) {
      if (step.is !== 'copy') return false;
      from.add(step.from);
    }
  }
  return true;
}

/** `ssl.CERT_NONE`, by itself or by its name. */
function isNoCertificate({ facts }: PythonFile, value: ValueId): boolean {
  const { apis, constants } = facts.origins(value);
  const isApi = apis.size === 1 && apis.has('py:ssl.CERT_NONE') && constants.length === 0;
  return isApi || (apis.size === 0 && constants.length === 1 && constants[0] === 'CERT_NONE');
}

function isNone(facts: PythonFacts, value: ValueId): boolean {
  const elements = facts.elements([value]);
  return elements.length > 0 && elements.every((one) => one.toLowerCase() === 'none');
}
