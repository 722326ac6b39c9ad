import type { CallIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { GIVES_NAMES } from '../values/knownCalls.ts';
import { argumentKey, argumentPlace } from '../../ir/argumentKey.ts';
import { type CallLink, isWithin, receiverOf, skippedBy } from '../values/callLink.ts';
import { isHandedOn } from '../values/isHandedOn.ts';
import { parameterFor } from '../values/parameterFor.ts';
import { ANY_KEY, MEMBER_NAMES, OWN_ERROR, SOMEWHERE } from './accessPaths.ts';
import { refuse } from './refused.ts';
import type { TaintContext } from './taintContext.ts';
import { callOutside, isElements } from './callOutside.ts';
import { sends } from './sinkHit.ts';

/** Carries a fact into the functions that a call reaches, and over what it calls outside. */
export function transferCall(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
): void {
  const { values } = taint;
  const links = values.links[at];
  const isReceiver = call.receiver === value;
  const isObject = call.callee === value && links?.some((link) => link.how === 'object') === true;
  const isGiven = isReceiver || isObject || call.arguments.some((argument) => argument.value === value);
  if (!isGiven) return;
  let isInside = false;
  for (const link of links ?? []) {
    if (link.how === 'settle') {
      if (call.arguments[0]?.value === value) taint.table.reachEverywhere(edge, link.function, path, at);
      isInside = true;
    } else if (link.how === 'refuse') {
      if (call.arguments[0]?.value === value) refuse(taint, edge, value, path, at, link.function);
      isInside = true;
    } else if (link.how !== 'callback' && link.how !== 'implied') {
      enter(taint, edge, value, path, call, at, link);
      if (!link.isGuess) isInside = true;
      // An error says what it was made with: that is not followed through every other error.
      if (link.how === 'construct' && values.holdersOf(call.to).some((one) => values.errorInstances.has(one))) {
        taint.table.reach(edge, call.to, taint.paths.under(OWN_ERROR, taint.paths.WHOLE), at);
      }
    }
  }
  const facts = taint.factsOfCallee(call.callee);
  if (isInside && facts.length === 0) return;
  let isSink = false;
  for (const one of facts)
    if (one.sink !== undefined && sends(taint, edge, value, path, call, at, one, one.sink)) isSink = true;
  if (isSink || givesNames(taint, edge, path, call, at, facts)) return;
  if (facts.length > 0 && facts.every((one) => one.ends)) return;
  callOutside(taint, edge, value, path, call, at, facts, isInside);
}

/** Whether a call takes no more than the names of an object's members, or all but these. */
function givesNames(
  { table, paths }: TaintContext,
  edge: number,
  path: number,
  call: CallIr,
  at: number,
  [api]: readonly ApiFacts[],
): boolean {
  if (api === undefined || paths.head(path) !== MEMBER_NAMES) return false;
  if (GIVES_NAMES.has(api.path)) table.reach(edge, call.to, paths.WHOLE, at);
  return GIVES_NAMES.has(api.path) || api.path === 'global:Object.values';
}

/** A call that may mean so many functions is as good as a guess at each of them. */
export function isWide(links: readonly CallLink[] | undefined): boolean {
  return links !== undefined && links.length > MOST_MEANT;
}
const MOST_MEANT = 4;

/** Carries a fact into the accessors of the member that a step reads or writes. */
export function transferAccess(taint: TaintContext, edge: number, value: ValueId, path: number, at: number): void {
  const links = taint.values.links[at];
  const call = links === undefined ? undefined : taint.values.callAt(at);
  if (call === undefined) return;
  for (const link of links ?? []) enter(taint, edge, value, path, call, at, link);
}

/** Positions, names and receivers that become parameters. */
function enter(
  taint: TaintContext,
  edge: number,
  value: ValueId,
  path: number,
  call: CallIr,
  at: number,
  link: CallLink,
): void {
  const { table, paths, values } = taint;
  const callee = values.program.functions[link.function];
  if (callee === undefined) return;
  const skip = skippedBy(link);
  const isGuess = link.isGuess || isWide(values.links[at]);
  const into = (parameter: ValueId, entered: number): void =>
    // A member that nothing says which it is may be this parameter.
    table.enter(edge, parameter, entered, at, isGuess || (entered !== path && paths.head(path) === SOMEWHERE));
  if (isWithin(link)) {
    const parameter = callee.parameters[link.first ?? 0];
    if (parameter === undefined) return;
    for (const argument of call.arguments) {
      if (argument.value !== value) continue;
      const isList = link.under === ANY_KEY && argument.spread === true;
      into(parameter.value, isList || link.under === undefined ? path : paths.under(link.under, path));
    }
    return;
  }
  const receiver = receiverOf(call, link);
  if (receiver === value && callee.receiver !== undefined) {
    if (!isGuess && values.heldReceivers.has(callee.receiver)) table.reachEverywhere(edge, callee.receiver, path, at);
    else into(callee.receiver, path);
  }
  const { parameters } = callee;
  const isPython = values.program.modules[callee.module]?.language === 'python';
  const elements = isElements(paths.head(path)) ? paths.tail(path) : path === paths.WHOLE ? path : undefined;
  for (const [place, argument] of call.arguments.entries()) {
    if (argument.value !== value || place < skip || isHandedOn(values.program, argument, link.function)) continue;
    const position = place - skip;
    if (link.how === 'apply' || (argument.spread === true && argument.name === undefined)) {
      const head = paths.head(path);
      const known = argumentPlace(head);
      for (const [next, parameter] of parameters.slice(position).entries()) {
        // Arguments that were given one by one go on as they came; elements of a list, or members of a dictionary by the
        // parameters' names.
        if (known !== undefined) {
          if (next > known) continue;
          if (parameter.rest === 'positional')
            into(parameter.value, paths.under(argumentKey(known - next), paths.tail(path)));
          else if (next === known && parameter.rest === undefined) into(parameter.value, paths.tail(path));
        } else if (elements !== undefined) into(parameter.value, parameter.rest === 'positional' ? path : elements);
        else if (head === parameter.name) into(parameter.value, paths.tail(path));
        else if (parameter.rest === 'named') into(parameter.value, path);
      }
      continue;
    }
    const named = argument.name;
    const parameter = parameterFor(parameters, position, named);
    if (parameter === undefined) continue;
    if (parameter.rest === undefined) into(parameter.value, path);
    else {
      const known =
        isPython && named === undefined && !call.arguments.slice(0, place).some((one) => one.spread === true);
      const positional = known ? argumentKey(position - parameters.indexOf(parameter)) : ANY_KEY;
      into(parameter.value, paths.under(parameter.rest === 'named' ? (named ?? ANY_KEY) : positional, path));
    }
  }
}
