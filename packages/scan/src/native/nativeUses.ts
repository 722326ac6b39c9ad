import type { AnalysedUse } from '../judge/analysis.ts';
import type { NativeFacts } from './nativeFacts.ts';

/**
 * What a binary can do as the difference of two versions compares it: that it is there at all, and each of its
 * capabilities with what gives it. Addresses and hosts in its texts are the constants.
 */
export function nativeUses(path: string, facts: NativeFacts): AnalysedUse[] {
  const place = (what: string) => ({ file: path, what });
  const about = (kinds: readonly string[]): string[] =>
    facts.strings
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ text }) => text)
      .slice(0, 4);
  const words = `is a ${facts.format} ${facts.kind} for ${facts.architectures.join(', ')}`;
  return [
    { capability: 'native', api: `native:${facts.format}`, constants: [], atLoad: false, place: place(words) },
    ...facts.capabilities.map(({ capability, by }) => ({
      capability,
      api: `native:${by}`,
      constants:
        capability === 'network' ? about(['url', 'address']) : capability === 'process' ? about(['shell']) : [],
      atLoad: false,
      place: place(`can use ${by}`),
    })),
  ];
}
