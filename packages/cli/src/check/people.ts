import type { Custodian, Estate, Millis } from '@portcullis/model';

/** Whether a person's sign-off could count at this moment: active, within the dates, with a key within its dates. */
export function canSign(person: Custodian, now: Millis): boolean {
  return person.status === 'active' && within(person, now) && person.keys.some((key) => within(key, now));
}

/** When the last key with which a person can sign ends; Infinity where it never does. */
export function lastDayOf(person: Custodian): Millis {
  const keys = Math.max(...person.keys.map((key) => key.until ?? Number.POSITIVE_INFINITY));
  return Math.min(keys, person.until ?? Number.POSITIVE_INFINITY);
}

/** The persons of a policy's group. */
export function membersOf(estate: Estate, group: string): Custodian[] {
  const ids = estate.groups[group] ?? [];
  return estate.custodians.filter((person) => ids.includes(person.id) && person.status === 'active');
}

function within(
  dates: { readonly from: Millis | undefined; readonly until: Millis | undefined },
  now: Millis,
): boolean {
  return (dates.from === undefined || dates.from <= now) && (dates.until === undefined || now < dates.until);
}
