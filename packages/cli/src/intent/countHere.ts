import { type Bundle, type Estate, intentId, type Millis } from '@portcullis/model';
import { countSignoffs, type NextWindow, permitOf } from '@portcullis/signoff';
import { printable } from '../printable.ts';
import { type TallyOutput } from '../output/tallyOutput.ts';
import { moment } from './intentWords.ts';

/**
 * Counts a bundle's signatures ourselves, whatever anybody says of them.
 * Throws SignoffFault for what no signature could permit: another estate, no policy, a life too long.
 */
export async function countHere(bundle: Bundle, estate: Estate): Promise<TallyOutput> {
  const { intent, signatures } = bundle;
  const tally = countSignoffs({ estate, intent, signatures });
  const permit = permitOf({ estate, intent, tally, nextWindow: await calendarFor(tally.quorum.policy.window) });
  const noTime = tally.decided !== undefined && permit === undefined ? [{ code: 'no-window', why: 'It is fully signed, but its delay and window leave it no time before it expires.' }] : [];
  return {
    intent: intentId(intent),
    kind: intent.kind,
    estate: estate.digest,
    met: permit !== undefined,
    needed: tally.quorum.needed,
    counted: tally.counted.map(({ custodian, key, received }) => ({ custodian, key, received })),
    missing: [...tally.waiting],
    refused: tally.refused.map((one) => ({ code: one.code, why: sentence(one), custodian: one.custodian ?? null, key: one.key ?? null })),
    lacks: [...tally.lacks.map((lack) => ({ code: lack.code, why: sentence(lack) })), ...noTime],
    permit: permit === undefined ? null : { from: permit.from, until: permit.until },
  };
}

/** Calendars are loaded only where a policy has a window: they are no part of a quick start. */
export async function calendarFor(window: unknown): Promise<NextWindow | undefined> {
  return window === undefined ? undefined : (await import('@portcullis/signoff/window')).nextWindow;
}

function sentence({ message, found, expected }: { readonly message: string; readonly found: string | undefined; readonly expected: string | undefined }): string {
  return `${message}${found === undefined ? '' : ` Found ${found}${expected === undefined ? '' : `, expected ${expected}`}.`}`;
}

/** A count in sentences. */
export function tallyLines(tally: TallyOutput, now: Millis): string[] {
  const lines = tally.counted.map(({ custodian, key, received }) => `  ✓ ${custodian}  ${key}  ${moment(received)}`);
  lines.push(...tally.missing.map((id) => `  · ${id}  has not signed`));
  lines.push(...tally.refused.map(({ code, why, custodian }) => `  ✗ ${custodian === null ? '' : `${custodian}  `}refused (${code}): ${printable(why)}`));
  lines.push('', `${tally.counted.length} of ${tally.needed} needed ${tally.needed === 1 ? 'person' : 'persons'} signed.`, ...tally.lacks.map(({ why }) => `Lacks: ${printable(why)}`));
  if (tally.permit !== null) {
    const { from, until } = tally.permit;
    const state = now < from ? 'opens later' : now < until ? 'open now' : 'over';
    lines.push(`Permitted from ${moment(from)} until ${moment(until)} (${state}).`);
  }
  return lines;
}
