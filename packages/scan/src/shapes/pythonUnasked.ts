import { REACHES_NETWORK, STARTS_PROCESS } from './pythonApis.ts';
import type { PythonCall } from './pythonFacts.ts';
import { isAside, isSetup, shapeFinding, type PythonShape } from './pythonShape.ts';

/**
 * Code that nobody called: `setup.py` with everything in it, which an install runs, and what a module does when it is
 * imported. Reaching the network there is seldom honest; starting a compiler in `setup.py` is every day's work.
 */
export const pythonUnasked: PythonShape = (file) => {
  if (isAside(file.path)) return [];
  const setup = isSetup(file.path);
  const unasked = file.facts.calls.filter((call) => setup || call.atLoad);
  const network = unasked.filter((call) => call.apis.some((api) => REACHES_NETWORK.test(api)));
  const started = setup ? unasked.filter((call) => call.apis.some((api) => STARTS_PROCESS.test(api))) : [];
  const when = setup ? 'when the package is installed' : 'when the module is imported';
  return [
    ...reports(network, 'review', 'reaches the network'),
    ...reports(started, 'note', 'starts other programs'),
  ].map((seen) => shapeFinding(file, seen));

  function reports(calls: readonly PythonCall[], decision: 'note' | 'review', what: string) {
    const [first] = calls;
    if (first === undefined) return [];
    const apis = [...new Set(calls.map((call) => (call.apis[0] ?? '').replace(/^\w+:/, '')))].toSorted();
    return [
      {
        rule: setup ? ('shape.install-reach' as const) : ('shape.import-reach' as const),
        decision,
        confidence: 'medium' as const,
        key: `${what} ${apis.join(' ')}`,
        why: `${file.path} ${what} ${when}: ${apis.join(', ')}.`,
        spots: calls.slice(0, 4).map((call) => ({ span: call.step.span, what: `${what} ${when}` })),
      },
    ];
  }
};
