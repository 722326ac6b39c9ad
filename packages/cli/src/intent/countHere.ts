import { type Bundle, type Estate, intentId } from '@portcullis/model';
import { countSignoffs, permitOf } from '@portcullis/signoff';
import { type TallyOutput } from '../output/tallyOutput.ts';
import { moment } from './intentWords.ts';
import { printable } from '../printable.ts';

/** Counts a bundle's signatures ourselves, whatever anybody says of them. */
export function countHere(bundle: Bundle, estate: Estate): TallyOutput {
  const { intent, signatures } = bundle;
  const tally = countSignoffs({ estate, intent, signatures });
  const permit = permitOf({ estate, intent, tally });
  return {
    intent: intentId(intent),
    kind: intent.kind,
    estate: estate.digest,
    met: permit !== undefined,
    needed: tally.needed,
    counted: tally.counted.map(({ custodian, key, received }) => ({ custodian, key, received })),
    missing: [...tally.missing],
    refused: tally.refused.map(({ code, why }) => ({ code, why })),
    permit: permit === undefined ? null : { from: permit.from, until: permit.until },
  };
}

/** A count in sentences. */
export function tallyLines(tally: TallyOutput, now: number): string[] {
  const lines = tally.counted.map(({ custodian, key, received }) => `  ✓ ${custodian}  ${key}  ${moment(received)}`);
  lines.push(...tally.missing.map((id) => `  · ${id}  has not signed`));
  lines.push(...tally.refused.map(({ code, why }) => `  ✗ refused (${code}): ${printable(why)}`));
  lines.push('', `${tally.counted.length} of ${tally.needed} needed persons signed: ${tally.met ? 'the quorum is met' : 'the quorum is not met'}.`);
  if (tally.permit !== null) {
    const { from, until } = tally.permit;
    const state = now < from ? 'opens later' : now < until ? 'open now' : 'over';
    lines.push(`Permitted from ${moment(from)} until ${moment(until)} (${state}).`);
  }
  return lines;
}
