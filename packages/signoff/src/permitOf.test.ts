import { intentText, type Permit } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { countSignoffs } from './countSignoffs.ts';
import { nextWindow } from './nextWindow.ts';
import { permitOf } from './permitOf.ts';
import { DAY, estateText, HOUR, keyOf, NOW, readEstate, sampleIntent } from './testing/sampleEstate.ts';

function permit(
  policy: string,
  fields: Readonly<Record<string, unknown>> = {},
  decided = NOW + HOUR,
): Permit | undefined {
  const estate = readEstate(estateText(undefined, `{mint: ${policy}, freeze: ${policy}}`));
  const intent = sampleIntent(estate, { kind: 'mint', ...fields });
  const signatures = ['alice', 'bob', 'carol'].map((name) => ({
    signature: keyOf(name).sign(intentText(intent)),
    received: decided,
  }));
  return permitOf({ estate, intent, tally: countSignoffs({ estate, intent, signatures }), nextWindow });
}
const window = "window: {rule: 'FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=14', zone: Europe/Berlin, lasts: 2h}";

describe('a permit', () => {
  it('begins with the deciding sign-off and ends with the intent', () => {
    expect(permit('{quorum: all}')).toMatchObject({ from: NOW + HOUR, until: NOW + DAY });
  });

  it('begins after the delay', () => {
    expect(permit('{quorum: all, delay: 6h}')).toMatchObject({ from: NOW + 7 * HOUR, until: NOW + DAY });
  });

  it('is moved into the window, and ends with it', () => {
    // Tuesday 13:00 UTC is 14:00 in Berlin: the window is open for two hours.
    expect(permit(`{quorum: all, ${window}}`)).toMatchObject({ from: NOW + HOUR, until: NOW + 3 * HOUR });
    expect(permit(`{quorum: all, ${window}}`, {}, NOW)).toMatchObject({ from: NOW + HOUR, until: NOW + 3 * HOUR });
    expect(permit(`{quorum: all, ${window}}`, {}, NOW + 2 * HOUR)).toMatchObject({
      from: NOW + 2 * HOUR,
      until: NOW + 3 * HOUR,
    });
  });

  it('waits for the window after the delay', () => {
    expect(permit(`{quorum: all, delay: 24h, ${window}}`, { expires: NOW + 72 * HOUR })).toMatchObject({
      from: NOW + 49 * HOUR,
      until: NOW + 51 * HOUR,
    });
  });

  it('ends with the intent where that comes before the end of the window', () => {
    expect(permit(`{quorum: all, ${window}}`, { expires: NOW + 2 * HOUR })).toMatchObject({
      from: NOW + HOUR,
      until: NOW + 2 * HOUR,
    });
  });

  it('does not exist where the delay or the window leaves no time', () => {
    expect(permit('{quorum: all, delay: 23h}')).toBeUndefined();
    expect(permit(`{quorum: all, ${window}}`, { expires: NOW + DAY }, NOW + 4 * HOUR)).toBeUndefined();
    expect(permit("{quorum: all, window: {rule: 'FREQ=DAILY;UNTIL=20250101T000000Z', lasts: 1h}}")).toBeUndefined();
  });

  it('does not exist while a sign-off lacks', () => {
    const estate = readEstate();
    const intent = sampleIntent(estate);
    expect(permitOf({ estate, intent, tally: countSignoffs({ estate, intent, signatures: [] }) })).toBeUndefined();
  });

  it('to drop a gate knows neither delay nor window', () => {
    expect(permit(`{quorum: 1 of all, delay: 24h, ${window}}`, { kind: 'drop' }, NOW + 5 * HOUR)).toMatchObject({
      from: NOW + 5 * HOUR,
      until: NOW + DAY,
    });
  });

  it('under a window is not guessed without a calendar', () => {
    const estate = readEstate(estateText(undefined, `{mint: {quorum: 2 of all, ${window}}}`));
    const intent = sampleIntent(estate, { kind: 'mint' });
    const signatures = ['alice', 'bob'].map((name) => ({
      signature: keyOf(name).sign(intentText(intent)),
      received: NOW,
    }));
    expect(() => permitOf({ estate, intent, tally: countSignoffs({ estate, intent, signatures }) })).toThrow(
      expect.objectContaining({ code: 'bad-window' }),
    );
  });
});
