import type { ParameterIr } from '../../ir/moduleIr.ts';

/**
 * The parameter that takes an argument: by its name where it has one, else by its position. What has no place among the
 * others is one of the rest, and what stands behind that rest is only given by name.
 */
export function parameterFor(
  parameters: readonly ParameterIr[],
  position: number,
  name: string | undefined,
): ParameterIr | undefined {
  if (name !== undefined) {
    return (
      parameters.find((one) => one.name === name && one.rest === undefined) ??
      parameters.find(({ rest }) => rest === 'named') ??
      parameters.find((one) => one.name === name)
    );
  }
  for (let at = 0; at < parameters.length; at++) {
    const one = parameters[at];
    if (one?.rest === 'positional' || (at === position && one?.rest === undefined)) return one;
  }
  return undefined;
}
