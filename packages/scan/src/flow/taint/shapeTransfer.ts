import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import type { SinkKind } from '../flowReport.ts';
import { type CallLink, isWithin, receiverOf, skippedBy } from '../values/callLink.ts';
import {
  CALLS_WITH_ELEMENTS,
  CALLS_WITH_WHOLE,
  EMITS,
  GIVES_ELEMENT,
  GIVES_ELEMENTS,
  GIVES_NAMES,
  HANDS_ON,
  PUTS,
} from '../values/knownCalls.ts';
import { isHandedOn } from '../values/isHandedOn.ts';
import { parameterFor } from '../values/parameterFor.ts';
import type { Values } from '../values/values.ts';
import { ANY_KEY, REFUSED } from './accessPaths.ts';
import { bytesFilled } from './bytesFilled.ts';
import type { KeptFiles } from './keptFiles.ts';
import {
  IN_ERROR,
  mayRefuse,
  NAMED,
  ofElement,
  ofMember,
  ofRefused,
  REFUSED_WITH,
  type PathShapes,
  under,
  WHOLE,
} from './pathShapes.ts';
import { pipedInto } from './piped.ts';
import { keyOf, memberOfNew, READS_ONE, REFLECTS_MEMBER, TELLS_ERROR, WRITES_OUT } from './callOutside.ts';
import { takes } from './sinkHit.ts';
import { isWide } from './transferCall.ts';

const NONE: readonly never[] = [];

/** Where the shapes go that follow from those of one value. */
export interface ShapeSink {
  /** By a step within the function. */
  hold(value: ValueId, shapes: PathShapes): void;
  /** In every call. */
  holdAlways(value: ValueId, shapes: PathShapes): void;
  /** The same where the value belongs to the function that a step calls. */
  enter(parameter: ValueId, shapes: PathShapes, step: number): void;
  change(value: ValueId, shapes: PathShapes): void;
  /** It stands where a sink takes data. */
  end(kind: SinkKind): void;
}

export interface ShapeContext {
  readonly values: Values;
  readonly kept: KeptFiles;
  factsOf(api: number): ApiFacts;
  factsOfCallee(callee: ValueId): readonly ApiFacts[];
  /** What the catalogs say of each value. */
  readonly listed: Uint16Array;
  readonly to: ShapeSink;
}

/** The accessors of the member that a step reads or writes. */
export function transferAccessShapes(context: ShapeContext, value: ValueId, shapes: PathShapes, at: number): void {
  const call = context.values.callAt(at);
  if (call === undefined) return;
  for (const link of context.values.links[at] ?? NONE) enter(context, value, shapes, call, at, link);
}

/**
 * `transferCall` for all paths of some shapes at once: never less than that does for one of them. The value is what the
 * call is given, or what it is a call of, and that an object.
 */
export function transferCallShapes(
  context: ShapeContext,
  value: ValueId,
  shapes: PathShapes,
  call: CallIr,
  at: number,
): void {
  const { values, to } = context;
  const links = values.links[at] ?? NONE;
  let isInside = false;
  for (let next = 0; next < links.length; next++) {
    const link = links[next] as CallLink;
    if (link.how === 'settle') {
      if (call.arguments[0]?.value === value) to.holdAlways(link.function, shapes);
      isInside = true;
    } else if (link.how === 'refuse') {
      if (call.arguments[0]?.value === value) to.holdAlways(link.function, under(REFUSED, shapes));
      isInside = true;
    } else if (link.how !== 'callback' && link.how !== 'implied') {
      enter(context, value, shapes, call, at, link);
      if (!link.isGuess) isInside = true;
      if (link.how === 'construct' && values.holdersOf(call.to).some((one) => values.errorInstances.has(one)))
        to.hold(call.to, IN_ERROR);
    }
  }
  const isOutside = ((context.listed[call.callee] as number) & SAYS.outside) !== 0;
  const facts = isOutside ? context.factsOfCallee(call.callee) : NONE;
  if (isInside && facts.length === 0) return;
  let isSink = false;
  for (const one of facts) if (one.sink !== undefined && sends(context, value, call, at, one.sink)) isSink = true;
  if (isSink) return;
  if ((shapes & NAMED) !== 0 && GIVES_NAMES.has(facts[0]?.path ?? '')) to.hold(call.to, WHOLE);
  if (facts.length > 0 && facts.every((one) => one.ends)) return;
  outside(context, value, shapes, call, at, facts);
}

/** Whether all paths end here. */
function sends(
  { values, kept, to }: ShapeContext,
  value: ValueId,
  call: CallIr,
  at: number,
  sink: NonNullable<ApiFacts['sink']>,
): boolean {
  if (!takes(values, sink, call, value)) return call.receiver !== value;
  to.end(sink.kind);
  if (sink.kind === 'later') for (const read of kept.readBack(at)) to.holdAlways(read, WHOLE);
  return true;
}

function enter(
  context: ShapeContext,
  value: ValueId,
  given: PathShapes,
  call: CallIr,
  at: number,
  link: CallLink,
): void {
  const { values, to } = context;
  const shapes = link.isGuess ? given & ~REFUSED_WITH : given;
  const callee = values.program.functions[link.function];
  if (callee === undefined) return;
  const skip = skippedBy(link);
  if (isWithin(link)) {
    const parameter = callee.parameters[link.first ?? 0];
    if (parameter === undefined) return;
    for (const argument of call.arguments) {
      if (argument.value !== value) continue;
      const isList = link.under === ANY_KEY && argument.spread === true;
      to.enter(parameter.value, isList || link.under === undefined ? shapes : under(link.under, shapes), at);
    }
    return;
  }
  const receiver = receiverOf(call, link);
  if (receiver === value && callee.receiver !== undefined) {
    const isSure = !link.isGuess && !isWide(values.links[at]);
    if (isSure && values.heldReceivers.has(callee.receiver)) to.holdAlways(callee.receiver, shapes);
    else to.enter(callee.receiver, shapes, at);
  }
  const { parameters } = callee;
  for (let place = Math.max(0, skip); place < call.arguments.length; place++) {
    const argument = call.arguments[place];
    if (argument?.value !== value || isHandedOn(values.program, argument, link.function)) continue;
    const position = place - skip;
    if (link.how === 'apply' || (argument.spread === true && argument.name === undefined)) {
      for (let next = position; next < parameters.length; next++) {
        const parameter = parameters[next];
        if (parameter === undefined) continue;
        to.enter(parameter.value, parameter.rest === undefined ? ofMember(shapes) : shapes | ofMember(shapes), at);
      }
      continue;
    }
    const named = argument.name;
    const parameter = parameterFor(parameters, position, named);
    if (parameter === undefined) continue;
    if (parameter.rest === undefined) to.enter(parameter.value, shapes, at);
    else to.enter(parameter.value, under(parameter.rest === 'named' ? (named ?? ANY_KEY) : ANY_KEY, shapes), at);
  }
}

function outside(
  context: ShapeContext,
  value: ValueId,
  given: PathShapes,
  call: CallIr,
  at: number,
  facts: readonly ApiFacts[],
): void {
  const { values, to } = context;
  const method = call.receiver === undefined ? undefined : values.methodOf(call);
  const isReceiver = call.receiver === value;
  const isVariable =
    isReceiver &&
    (given & WHOLE) !== 0 &&
    ((context.listed[value] as number) & SAYS.isSource) !== 0 &&
    READS_ONE.has(method ?? '');
  const isNamed = isVariable && keyOf(context, call, 'get').every((key) => key !== ANY_KEY);
  let shapes = isNamed ? given & ~WHOLE : given;
  if (shapes === 0) return;
  const give = (some: PathShapes): void => to.hold(call.to, some);
  if (method !== undefined && EMITS.has(method) && !isReceiver) emit(context, value, shapes, call, at);
  if (method !== undefined && PUTS.has(method) && !isReceiver && call.receiver !== undefined)
    put(context, value, shapes, call, method, call.receiver);
  const api = facts[0]?.path;
  if (api === 'global:Promise.reject') give(under(REFUSED, shapes));
  if ((shapes & REFUSED_WITH) !== 0) {
    const isPromise = isReceiver && method !== undefined && CALLS_WITH_WHOLE.has(method);
    if (isPromise || (api !== undefined && HANDS_ON.has(api))) give(shapes & REFUSED_WITH);
    if (isPromise) callbacks(context, value, ofRefused(shapes), call, at);
    shapes &= ~REFUSED_WITH;
  }
  if (api === 'global:Object.assign' && call.arguments[0] !== undefined && call.arguments[0].value !== value)
    to.change(call.arguments[0].value, shapes);
  for (const { sink } of pipedInto(values, context.factsOf, call, value, method, api))
    if (sink !== undefined) to.end(sink.kind);
  const filled = bytesFilled(call, value, method, api);
  if (filled !== undefined) to.change(filled, under(ANY_KEY, shapes));
  if (api !== undefined && REFLECTS_MEMBER.has(api)) return reflect(context, value, shapes, call, api);
  if (api === 'global:Reflect.apply' && values.links[at] !== undefined) return;
  if (api !== undefined && HANDS_ON.has(api)) {
    give(mayRefuse(shapes) ? shapes | under(REFUSED, shapes) : shapes);
    return callbacks(context, value, shapes, call, at);
  }
  if (method !== undefined && isReceiver) {
    if (CALLS_WITH_WHOLE.has(method)) {
      give(shapes);
      return callbacks(context, value, shapes, call, at);
    }
    if (CALLS_WITH_ELEMENTS.has(method)) {
      callbacks(context, value, ofElement(shapes), call, at);
      if (!method.startsWith('map') && method !== 'forEach') give(method === 'find' ? ofElement(shapes) : shapes);
      return;
    }
    if (GIVES_ELEMENTS.has(method)) return give(shapes);
    if (GIVES_ELEMENT.has(method)) return give(ofMember(shapes));
  }
  const named = shapes & NAMED;
  if (named !== 0 && facts.length === 0) {
    if (!isReceiver) give(named);
    callbacks(context, value, named, call, at);
    shapes &= ~NAMED;
  } else if (named !== 0 && isReceiver) {
    const isWritten = method !== undefined && WRITES_OUT.test(method);
    const isSaid = method !== undefined && TELLS_ERROR.test(method);
    const kept = (isWritten ? 0 : named & ~IN_ERROR) | (isSaid ? 0 : named & IN_ERROR);
    callbacks(context, value, kept, call, at);
    shapes &= ~kept;
  }
  if (shapes === 0) return;
  const member = memberOfNew(call, value, api);
  give(member === undefined ? WHOLE : under(member, shapes));
  callbacks(context, value, ofElement(shapes), call, at);
}

function reflect(
  { values, to }: ShapeContext,
  value: ValueId,
  shapes: PathShapes,
  { arguments: [on, key, from], to: result }: CallIr,
  api: string,
): void {
  if (on === undefined || key === undefined) return;
  if (api === 'global:Reflect.get') return on.value === value ? to.hold(result, ofMember(shapes)) : undefined;
  if (from?.value === value) for (const name of values.keysOf(key)) to.change(on.value, under(name, shapes));
}

function put(
  { values, to }: ShapeContext,
  value: ValueId,
  shapes: PathShapes,
  call: CallIr,
  method: string,
  receiver: ValueId,
): void {
  for (const [place, argument] of call.arguments.entries()) {
    if (argument.value !== value) continue;
    if (argument.spread === true || method === 'update' || method === 'extend') {
      to.change(receiver, shapes);
      continue;
    }
    const [first] = call.arguments;
    const isKeyed = place === 1 && (method === 'set' || method === 'setItem' || method === 'setdefault');
    const keys = isKeyed && first !== undefined ? values.constantsOf(first.value).map(String) : [];
    for (const key of keys.length === 0 ? [ANY_KEY] : keys) to.change(receiver, under(argument.name ?? key, shapes));
  }
}

function callbacks(context: ShapeContext, value: ValueId, shapes: PathShapes, call: CallIr, at: number): void {
  if (shapes === 0) return;
  const { values, to } = context;
  for (const argument of call.arguments)
    if (argument.value !== value && ((context.listed[argument.value] as number) & SAYS.sink) !== 0)
      for (const { sink } of context.factsOfCallee(argument.value)) if (sink !== undefined) to.end(sink.kind);
  const links = values.links[at] ?? NONE;
  for (let next = 0; next < links.length; next++) {
    const link = links[next] as CallLink;
    if (link.how !== 'callback') continue;
    for (const parameter of values.program.functions[link.function]?.parameters ?? [])
      to.enter(parameter.value, shapes, at);
  }
}

function emit({ values, to }: ShapeContext, value: ValueId, shapes: PathShapes, call: CallIr, at: number): void {
  const [name, ...rest] = call.arguments;
  if (name === undefined) return;
  for (const event of values.constantsOf(name.value)) {
    for (const index of values.listeners.get(String(event)) ?? []) {
      for (const [place, argument] of rest.entries()) {
        const parameter = values.program.functions[index]?.parameters[place];
        if (argument.value === value && parameter !== undefined) to.enter(parameter.value, shapes, at);
      }
    }
  }
}
