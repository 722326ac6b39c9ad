import { dirname } from 'node:path';
import { nextWindow } from '@portcullis/signoff/window';
import { explainEstate } from '../check/explainEstate.ts';
import { fileHoles } from '../check/fileHoles.ts';
import { findHoles, worstFirst } from '../check/findHoles.ts';
import { type Hole, HOLE_GROUPS } from '../check/hole.ts';
import { lookAtSecret } from '../check/lookAtSecret.ts';
import type { ExitCode } from '../exitCode.ts';
import type { CheckOutput } from '../output/checkOutput.ts';
import { printable } from '@portcullis/model/printable';
import { readEstate } from '../readEstate.ts';
import { answer, type Shell } from '../shell.ts';

/** `check`: explains the estate and its holes; exit code 1 while there is a hole, 2 when the file is wrong. */
export async function check(
  shell: Shell,
  _args: readonly string[],
  options: { readonly offline?: boolean },
): Promise<ExitCode> {
  const estate = readEstate(shell.estateFile);
  const known = [
    ...findHoles(estate, shell.clock(), nextWindow),
    ...fileHoles(estate, (secret) => lookAtSecret(secret, dirname(shell.estateFile), shell.env)),
  ];
  const seen =
    options.offline === true
      ? { holes: [], asked: [] }
      : await (await import('../check/chainHoles.ts')).chainHoles(shell, estate);
  const holes = worstFirst([...known, ...seen.holes]);
  const counted = holes.filter((hole) => hole.severity !== 'info');
  const value: CheckOutput = {
    estate: { name: estate.name, digest: estate.digest },
    asked: seen.asked,
    explained: explainEstate(estate),
    holes,
    clean: counted.length === 0,
  };
  const verdict =
    counted.length === 0
      ? shell.paint('green', `No hole found${options.offline === true ? ' (the chains were not asked)' : ''}.`)
      : shell.paint('red', `${counted.length === 1 ? 'One hole' : `${counted.length} holes`} found.`);
  answer(shell, value, [...value.explained, '', ...holeLines(shell, holes), verdict]);
  return counted.length === 0 ? 0 : 1;
}

function holeLines(shell: Shell, holes: readonly Hole[]): string[] {
  return HOLE_GROUPS.flatMap((group) => {
    const some = holes.filter((hole) => hole.group === group);
    if (some.length === 0) return [];
    return [
      shell.paint('bold', group),
      ...some.flatMap((hole) => {
        const style =
          hole.severity === 'critical' || hole.severity === 'high'
            ? 'red'
            : hole.severity === 'info'
              ? 'dim'
              : 'yellow';
        return [
          `  ${shell.paint(style, hole.severity.padEnd(8))} ${printable(hole.why)}`,
          shell.paint('dim', `           ${printable(hole.advice)}`),
        ];
      }),
      '',
    ];
  });
}
