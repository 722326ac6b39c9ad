import { type Estate, type Millis, SEVERITIES } from '@portcullis/model';
import type { NextWindow } from '@portcullis/signoff';
import { contractHoles } from './contractHoles.ts';
import { custodianHoles } from './custodianHoles.ts';
import { gateHoles } from './gateHoles.ts';
import type { Hole } from './hole.ts';
import { playbookHoles } from './playbookHoles.ts';
import { policyHoles } from './policyHoles.ts';
import { serverHoles } from './serverHoles.ts';

/** Every hole that the estate file alone shows, worst first. Pure: the moment and the windows are arguments. */
export function findHoles(estate: Estate, now: Millis, nextWindow: NextWindow): Hole[] {
  return worstFirst([
    ...custodianHoles(estate, now),
    ...policyHoles(estate, now, nextWindow),
    ...contractHoles(estate),
    ...gateHoles(estate),
    ...playbookHoles(estate),
    ...serverHoles(estate),
  ]);
}

/** Worst first; equal ones keep their order. */
export function worstFirst(holes: readonly Hole[]): Hole[] {
  return holes.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}
