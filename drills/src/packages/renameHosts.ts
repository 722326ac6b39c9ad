const HOST = /\b(?:[a-z0-9-]+\.)+invalid\b/g;

/** Gives every host another name, the same everywhere; `.invalid` stays, so that it still cannot exist. */
export interface HostNames {
  /** All hosts inside a text. */
  within(text: string): string;
  /** One host, from its labels; as many labels come back. */
  labels(labels: readonly string[]): string[];
}

export function createHostNames(fresh: () => string): HostNames {
  const known = new Map<string, string>();
  const renamed = (host: string): string => {
    const have = known.get(host);
    if (have !== undefined) return have;
    const made = [...host.split('.').slice(0, -1).map(fresh), 'invalid'].join('.');
    known.set(host, made);
    return made;
  };
  return {
    within: (text) => text.replaceAll(HOST, renamed),
    labels: (labels) => renamed(labels.join('.')).split('.'),
  };
}
