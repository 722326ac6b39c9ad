import { type Bundle, type Estate, intentId, type Millis, type Permit } from '@portcullis/model';
import type { Tally } from '@portcullis/signoff/verify';
import type { TallyOutput } from '../output/tallyOutput.ts';
import { printable } from '@portcullis/model/printable';
import { moment } from './moment.ts';

/** A count of sign-offs and what it permits, as the commands print it. */
export function tallyOutputOf(bundle: Bundle, estate: Estate, tally: Tally, permit: Permit | undefined): TallyOutput {
  const noTime =
    tally.decided !== undefined && permit === undefined
      ? [{ code: 'no-window', why: 'It is fully signed, but its delay and window leave it no time before it expires.' }]
      : [];
  return {
    intent: intentId(bundle.intent),
    kind: bundle.intent.kind,
    estate: estate.digest,
    met: permit !== undefined,
    needed: tally.quorum.needed,
    counted: tally.counted.map(({ custodian, key, received }) => ({ custodian, key, received })),
    missing: [...tally.waiting],
    refused: tally.refused.map((one) => ({
      code: one.code,
      why: sentence(one),
      custodian: one.custodian ?? null,
      key: one.key ?? null,
    })),
    lacks: [...tally.lacks.map((lack) => ({ code: lack.code, why: sentence(lack) })), ...noTime],
    permit: permit === undefined ? null : { from: permit.from, until: permit.until },
  };
}

function sentence({
  message,
  found,
  expected,
}: {
  readonly message: string;
  readonly found: string | undefined;
  readonly expected: string | undefined;
}): string {
  return `${message}${found === undefined ? '' : ` Found ${found}${expected === undefined ? '' : `, expected ${expected}`}.`}`;
}

/** A count in sentences. */
export function tallyLines(tally: TallyOutput, now: Millis): string[] {
  const lines = tally.counted.map(({ custodian, key, received }) => `  ✓ ${custodian}  ${key}  ${moment(received)}`);
  lines.push(...tally.missing.map((id) => `  · ${id}  has not signed`));
  lines.push(
    ...tally.refused.map(
      ({ code, why, custodian }) =>
        `  ✗ ${custodian === null ? '' : `${custodian}  `}refused (${printable(code)}): ${printable(why)}`,
    ),
  );
  lines.push(
    '',
    `${tally.counted.length} of ${tally.needed} needed ${tally.needed === 1 ? 'person' : 'persons'} signed.`,
    ...tally.lacks.map(({ why }) => `Lacks: ${printable(why)}`),
  );
  if (tally.permit !== null) {
    const { from, until } = tally.permit;
    const state = now < from ? 'opens later' : now < until ? 'open now' : 'over';
    lines.push(`Permitted from ${moment(from)} until ${moment(until)} (${state}).`);
  }
  return lines;
}
