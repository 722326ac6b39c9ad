import { describe, expect, it } from 'vitest';
import { nextWindow } from './nextWindow.ts';

const HOUR = 3_600_000;
const at = Date.parse;
const show = (span: ReturnType<typeof nextWindow>) =>
  span === undefined ? undefined : [new Date(span.start).toISOString(), new Date(span.end).toISOString()];
const berlin = (rule: string, lasts = 2 * HOUR) => ({ rule, zone: 'Europe/Berlin', lasts });
const afternoon = berlin('FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=14');

describe('the window of a policy', () => {
  it.each([
    ['the next one, in winter', '2026-03-03T15:00:00Z', '2026-03-05T13:00:00.000Z', '2026-03-05T15:00:00.000Z'],
    ['the one that is open', '2026-03-03T14:59:59Z', '2026-03-03T13:00:00.000Z', '2026-03-03T15:00:00.000Z'],
    ['at its first moment', '2026-03-03T13:00:00Z', '2026-03-03T13:00:00.000Z', '2026-03-03T15:00:00.000Z'],
    ['the next one, in summer', '2026-07-03T00:00:00Z', '2026-07-07T12:00:00.000Z', '2026-07-07T14:00:00.000Z'],
    [
      'across the change to summer time',
      '2026-03-28T12:00:00Z',
      '2026-03-31T12:00:00.000Z',
      '2026-03-31T14:00:00.000Z',
    ],
    [
      'across the change to winter time',
      '2026-10-24T12:00:00Z',
      '2026-10-27T13:00:00.000Z',
      '2026-10-27T15:00:00.000Z',
    ],
  ])('is %s', (_, from, start, end) => {
    expect(show(nextWindow(afternoon, at(from)))).toEqual([start, end]);
  });

  it('does not open at an hour that daylight saving skips', () => {
    expect(show(nextWindow(berlin('FREQ=DAILY;BYHOUR=2;BYMINUTE=30', HOUR), at('2026-03-28T12:00:00Z')))).toEqual([
      '2026-03-30T00:30:00.000Z',
      '2026-03-30T01:30:00.000Z',
    ]);
  });

  it('opens once at an hour that comes twice, and lasts exact time', () => {
    const night = berlin('FREQ=DAILY;BYHOUR=2;BYMINUTE=30', 2 * HOUR);
    expect(show(nextWindow(night, at('2026-10-24T12:00:00Z')))).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T02:30:00.000Z',
    ]);
    expect(show(nextWindow(night, at('2026-10-25T02:30:00Z')))).toEqual([
      '2026-10-26T01:30:00.000Z',
      '2026-10-26T03:30:00.000Z',
    ]);
  });

  it('of every second week is the same week for everybody', () => {
    const biweekly = { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9', zone: 'UTC', lasts: HOUR };
    expect(show(nextWindow(biweekly, at('2026-03-03T00:00:00Z')))?.[0]).toBe('2026-03-09T09:00:00.000Z');
    expect(show(nextWindow(biweekly, at('2026-03-10T00:00:00Z')))?.[0]).toBe('2026-03-23T09:00:00.000Z');
  });

  it('never comes when its rule is over', () => {
    expect(
      nextWindow({ rule: 'FREQ=DAILY;UNTIL=20250101T000000Z', zone: 'UTC', lasts: HOUR }, at('2026-03-03T00:00:00Z')),
    ).toBeUndefined();
  });

  it.each([
    ['an unknown frequency', { rule: 'FREQ=SOMETIMES', zone: 'UTC', lasts: HOUR }],
    ['no rule at all', { rule: 'on Tuesdays', zone: 'UTC', lasts: HOUR }],
    ['an unknown zone', { rule: 'FREQ=DAILY', zone: 'Middle/Earth', lasts: HOUR }],
    ['no time that it lasts', { rule: 'FREQ=DAILY', zone: 'UTC', lasts: 0 }],
  ])('is refused with %s', (_, window) => {
    expect(() => nextWindow(window, 0)).toThrow(
      expect.objectContaining({ code: 'bad-window', found: expect.stringContaining(window.rule) }),
    );
  });
});
