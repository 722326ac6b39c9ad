import { IDENTIFIES, REACHES_NETWORK, RUNS_CODE, STARTS_PROCESS } from './pythonApis.ts';
import type { Origins } from './pythonFacts.ts';
import { isAside, shapeFinding, type PythonShape, type Seen } from './pythonShape.ts';

/**
 * A gate: in one function, the machine's name, user, place or time is compared with something written, and the network
 * is reached, a program started or text run. It is how a theft keeps quiet where it is looked at.
 */
export const pythonGate: PythonShape = (file) => {
  const { facts } = file;
  if (isAside(file.path) || !facts.calls.some(({ apis }) => apis.some((api) => IDENTIFIES.test(api)))) return [];
  const sinks = new Map<number, Seen['spots'][number]>();
  for (const call of facts.calls) {
    const api = call.apis.find((one) => REACHES_NETWORK.test(one) || STARTS_PROCESS.test(one) || RUNS_CODE.test(one));
    if (api === undefined || !(call.atLoad || call.inConstructor)) continue;
    sinks.set(call.function, { span: call.step.span, what: `${api.replace(/^\w+:/, '')}() beside it` });
  }
  const found: Seen[] = [];
  for (const step of facts.module.steps) {
    if (step.is !== 'test') continue;
    const made = facts.module.values.at(step.to);
    const sink = made === undefined ? undefined : sinks.get(made.in);
    if (made === undefined || sink === undefined) continue;
    const sides = step.from.map((value) => facts.origins(value));
    // What an object holds is everything that was ever put into it: too much to say where this came from.
    const isHeld = ({ values }: Origins): boolean =>
      [...values].some((value) => facts.module.values.at(value)?.kind === 'receiver');
    const asked = sides
      .filter((side) => !isHeld(side))
      .flatMap((side) => [...side.apis])
      .find((api) => IDENTIFIES.test(api));
    const isWithWritten = sides.some(
      (side) => side.apis.size === 0 && side.constants.some((text) => /[a-z\d]{3}|^\d+$/i.test(text)),
    );
    if (asked === undefined || !isWithWritten) continue;
    const name = asked.replace(/^\w+:/, '').replaceAll('()', '');
    found.push({
      rule: 'shape.environment-gate',
      decision: 'review',
      confidence: 'low',
      key: name,
      why: `What ${name}() says decides whether something is sent or started, without anyone calling it.`,
      spots: [{ span: made.span, what: `compares what ${name}() says` }, sink],
    });
  }
  return found.slice(0, 2).map((seen) => shapeFinding(file, seen));
};
