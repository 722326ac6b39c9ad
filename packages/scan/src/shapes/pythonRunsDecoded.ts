import { DECODES, DECRYPTS, DOWNLOADS, RUNS_CODE, UNPICKLES } from './pythonApis.ts';
import type { ValueId } from '../ir/moduleIr.ts';
import { pythonFacts, type Origins, type PythonFacts } from './pythonFacts.ts';
import { reachOf, writtenText } from './pythonReach.ts';
import { isAside, shapeFinding, type PythonFile, type PythonShape, type Seen } from './pythonShape.ts';

/** A text of this many units that is decoded and run is a payload, not a setting. */
const PAYLOAD = 64;

/**
 * Code that stands nowhere in the source: what is run was decoded from a text of the file, decrypted, or downloaded.
 * Such a blob is what a person who compares the package with its repository cannot read.
 */
export const pythonRunsDecoded: PythonShape = (file) => {
  const found = new Map<string, Seen>();
  for (const call of file.facts.calls) {
    const runs = call.apis.find((api) => RUNS_CODE.test(api));
    const unpickles = call.apis.find((api) => UNPICKLES.test(api));
    const api = runs ?? unpickles;
    const [first] = call.step.arguments;
    if (api === undefined || first === undefined) continue;
    const judged =
      judge(file.facts, file.facts.origins(first.value), runs !== undefined) ??
      (runs === undefined ? undefined : judgeText(file, first.value));
    if (judged === undefined) continue;
    const name = api.replace(/^\w+:/, '');
    const decision = judged.decision === 'hold' && isAside(file.path) ? 'review' : judged.decision;
    const key = `${judged.how} ${name}`;
    if (found.has(key)) continue;
    found.set(key, {
      rule: judged.how === 'downloaded' ? 'shape.download-and-run' : 'shape.runs-decoded',
      decision,
      confidence: judged.decision === 'hold' ? 'high' : 'medium',
      key,
      why: `${name}() runs what was ${judged.how}, where a reader of the source may miss it.`,
      spots: [{ span: call.step.span, what: `runs what was ${judged.how}` }],
    });
  }
  return [...found.values()].map((seen) => shapeFinding(file, seen));
};

/** Code that is written as one text, where the flow analysis does not see it: what it reaches is asked of it alone. */
function judgeText({ facts, lower }: PythonFile, value: ValueId): { how: string; decision: 'review' } | undefined {
  const text = writtenText(facts, value);
  if (text === undefined) return undefined;
  const inner = lower('text', text);
  const reach = inner.unread.length > 0 ? undefined : reachOf(pythonFacts(inner), lower, 1);
  // Python 2's way to write `exec` is no reach.
  return reach === undefined || reach === 'runs text as code'
    ? undefined
    : { how: `written as a text and ${reach}`, decision: 'review' };
}

function judge(
  facts: PythonFacts,
  { apis, constants, values }: Origins,
  isCode: boolean,
): { readonly how: string; readonly decision: 'note' | 'review' | 'hold' } | undefined {
  const has = (pattern: RegExp): boolean => [...apis].some((api) => pattern.test(api));
  const decision = (strong: boolean): 'review' | 'hold' => (isCode && strong ? 'hold' : 'review');
  if (has(DOWNLOADS)) return { how: 'downloaded', decision: decision(true) };
  const isPayload = holdsPayload(facts, values);
  if (has(DECRYPTS)) return { how: 'decrypted', decision: decision(isPayload) };
  if (has(DECODES)) {
    if (isPayload) return { how: 'decoded from a text', decision: decision(true) };
    return isCode ? { how: 'decoded', decision: 'review' } : undefined;
  }
  const codes = constants.filter((text) => /^\d{1,7}$/.test(text)).length;
  const isSpelled = [...apis].some((api) => api === 'global:chr()' || api === 'global:chr') || has(/^global:map\(\)$/);
  return isCode && isSpelled && codes >= 16
    ? { how: 'put together from numbers', decision: decision(true) }
    : undefined;
}

/** Whether what is decoded is written in the file: a dense text, or several that are put together. Messages have spaces. */
function holdsPayload(facts: PythonFacts, values: ReadonlySet<ValueId>): boolean {
  const decoded = facts.calls.filter(
    ({ step, apis }) =>
      values.has(step.to) && apis.some((api) => DECODES.test(`${api}()`) || DECRYPTS.test(`${api}()`)),
  );
  return decoded.some(({ step }) => {
    const given = [...step.arguments.map((one) => one.value), ...(step.receiver === undefined ? [] : [step.receiver])];
    const texts = given.flatMap((value) => facts.origins(value).constants).filter(isDense);
    const written = texts.reduce((sum, text) => sum + text.length, 0);
    return texts.some((text) => text.length >= PAYLOAD) || written >= 4 * PAYLOAD;
  });
}

/** A blob or a good part of one; a table of characters has each of them once. */
function isDense(text: string): boolean {
  if (text.length < PAYLOAD / 4 || text.split(' ').length - 1 > text.length / 20) return false;
  return text.length < PAYLOAD || new Set(text).size < text.length;
}
