const START = 'argument ';

/** The key of one of the positional arguments that a rest parameter holds. No member that is written has such a name. */
export function argumentKey(place: number): string {
  return START + String(place);
}

/** The place that such a key is of; undefined for any other key. */
export function argumentPlace(key: string | undefined): number | undefined {
  return key?.startsWith(START) === true ? Number(key.slice(START.length)) : undefined;
}
