import type { Bundle, Estate } from '@portcullis/model';
import { countSignoffs, nextWindow, permitOf } from '@portcullis/signoff';
import type { TallyOutput } from '../output/tallyOutput.ts';
import { tallyOutputOf } from './tallyOutputOf.ts';

/**
 * Counts a bundle's signatures ourselves, whatever anybody says of them.
 * Throws SignoffFault for what no signature could permit: another estate, no policy, a life too long.
 */
export function countHere(bundle: Bundle, estate: Estate): TallyOutput {
  const { intent, signatures } = bundle;
  const tally = countSignoffs({ estate, intent, signatures });
  return tallyOutputOf(bundle, estate, tally, permitOf({ estate, intent, tally, nextWindow }));
}
