import type { Span } from '../../ir/moduleIr.ts';
import { makerOf } from '../program/makerOf.ts';
import type { FlowPoint } from '../flowReport.ts';
import type { SourceFact } from '../sources/sourceFact.ts';
import type { Followed } from '../taint/followFlows.ts';
import { stepAt } from '../taint/taintContext.ts';
import type { Values } from '../values/values.ts';
import type { Trace } from './tracePath.ts';

/** Of a long way so many points are told at each end. */
const TOLD_FIRST = 8;
const TOLD_LAST = 7;
const NOWHERE: Span = { start: 0, end: 0 };

/** The way of a secret in words: source first, sink last, and what it passes between. */
export function describeTrace(
  values: Values,
  followed: Followed,
  source: SourceFact,
  trace: Trace,
): readonly FlowPoint[] {
  const { program } = values;
  const { edges } = followed.table;
  const points: FlowPoint[] = [{ file: source.file, span: source.span, what: source.what }];
  let file = source.file;
  let lastStep = -1;
  for (const { edge, step } of trace.points) {
    const value = edges.valueOf(edge);
    if (value === program.globalObject) continue;
    const here = program.modules[program.moduleOf(value)]?.file ?? '';
    const told = step < 0 || step === lastStep ? undefined : told1(step, value);
    lastStep = step;
    if (told !== undefined) points.push(told);
    if (here !== file) {
      if (told === undefined)
        points.push({ file: here, span: program.valueIr(value)?.span ?? NOWHERE, what: 'comes into this file' });
      file = here;
    }
  }
  const sink = stepAt(values, trace.hit.step);
  const sinkFile = program.modules[program.moduleOfStep(trace.hit.step)]?.file ?? '';
  const span =
    'span' in sink
      ? sink.span
      : sink.is === 'store'
        ? spanOf(sink.from)
        : sink.is === 'join'
          ? spanOf(sink.to)
          : NOWHERE;
  const ended = { file: sinkFile, span, what: sinkWords(trace) };
  const goesOn = (from: FlowPoint, steps: number): FlowPoint => ({
    ...from,
    what: `goes on from here for ${steps} steps that are not told`,
  });
  const [first] = points;
  // Nearer ways of the same flow are told.
  if (trace.points.length === 0 && first !== undefined) return [first, goesOn(first, trace.length), ended];
  const left = points[TOLD_FIRST];
  const untold = points.length - TOLD_FIRST - TOLD_LAST;
  if (left === undefined || untold <= 1) return [...points, ended];
  return [...points.slice(0, TOLD_FIRST), goesOn(left, untold), ...points.slice(-TOLD_LAST), ended];

  function told1(index: number, value: number): FlowPoint | undefined {
    const step = stepAt(values, index);
    const at = program.modules[program.moduleOfStep(index)]?.file ?? '';
    switch (step.is) {
      case 'join':
        return point(at, step.to, 'is joined into a string');
      case 'compute':
        // What is written there as it is can only be told of.
        return point(at, step.to, isWritten(step.to) ? 'is told by the branch that is taken' : 'is computed with');
      case 'store':
        return point(
          at,
          step.from,
          typeof step.key === 'string' && step.key !== '*' ? `is kept under ${step.key}` : 'is kept as an element',
        );
      case 'call': {
        const links = values.links[index] ?? [];
        const into = links.find(
          (one) =>
            one.how !== 'settle' &&
            one.how !== 'refuse' &&
            program.functions[one.function]?.parameters.some((each) => each.value === value),
        );
        const api = values.apisOf(step.callee)[0];
        const called = api === undefined ? values.methodOf(step) : values.denotations.apis.text(api);
        if (into !== undefined) {
          const name = program.functions[into.function]?.name;
          const what =
            into.how === 'callback'
              ? `is handed to a callback${called === undefined ? '' : ` of ${called}()`}`
              : `is passed to ${name === undefined || name === '' ? 'a function' : `${name}()`}`;
          return { file: at, span: step.span, what };
        }
        const isOfCall = [step.to, step.receiver, ...step.arguments.map((one) => one.value)].includes(value);
        if (!isOfCall && makerOf(program, value)?.is === 'call') {
          const by = called === undefined ? 'a call' : `${called}()`;
          return { file: at, span: step.span, what: `is written by ${by} and read again` };
        }
        if (links.length > 0 && isCaught(index, value)) {
          const name = program.functions[links[0]?.function ?? -1]?.name;
          return {
            file: at,
            span: step.span,
            what: `is thrown by ${name === undefined || name === '' ? 'a function' : `${name}()`}`,
          };
        }
        if (links.length > 0 && value === step.to) {
          const name = program.functions[links[0]?.function ?? -1]?.name;
          return {
            file: at,
            span: step.span,
            what: `comes back from ${name === undefined || name === '' ? 'a function' : `${name}()`}`,
          };
        }
        return {
          file: at,
          span: step.span,
          what: called === undefined ? 'goes through a call' : `goes through ${called}()`,
        };
      }
      default:
        return undefined;
    }
  }
  /** Whether a value has after a call what was thrown in it. */
  function isCaught(index: number, value: number): boolean {
    const within = program.functionOf[value] as number;
    const isCatch = (program.catches.get(within) ?? []).some(
      (one) => one.value === value && one.from <= index && index < one.to,
    );
    return isCatch || program.functions[within]?.thrown === value;
  }
  function isWritten(value: number): boolean {
    const { offsets, items } = program.makes;
    for (let at = offsets[value] as number; at < (offsets[value + 1] as number); at++)
      if (stepAt(values, items[at] as number).is === 'constant') return true;
    return false;
  }
  function spanOf(value: number): Span {
    return program.valueIr(value)?.span ?? NOWHERE;
  }
  function point(at: string, value: number, what: string): FlowPoint {
    return { file: at, span: spanOf(value), what };
  }
}

function sinkWords({ hit }: Trace): string {
  switch (hit.kind) {
    case 'network':
      return `is sent by ${hit.api}`;
    case 'dns':
      return `is asked for as a name by ${hit.api}`;
    case 'process':
      return `is given to another program by ${hit.api}`;
    case 'later':
      return `is written by ${hit.api}, from where it can be sent later`;
    case 'message':
      return `is posted by ${hit.api}`;
    case 'code':
      return `is run as code by ${hit.api}`;
    case 'key':
      return `is what ${hit.api} makes a key of`;
  }
}
