import { type Estate, type Intent, parseEstate, parseIntent } from '@portcullis/model';
import { createSoftKey, type SoftKey } from './softKey.ts';

/** 2026-03-03T12:00:00Z, a Tuesday: the moment at which sample intents are made. */
export const NOW: number = Date.parse('2026-03-03T12:00:00Z');
export const HOUR = 3_600_000;
export const DAY: number = 24 * HOUR;

/** Keys by name, each made once in a run. */
const made = new Map<string, SoftKey>();
export function keyOf(name: string): SoftKey {
  const key = made.get(name) ?? createSoftKey('ed25519');
  made.set(name, key);
  return key;
}

export const SAMPLE_POLICIES = `
  upgrade: {quorum: all, expires: 72h}
  mint: {quorum: 2 of all, expires: 24h}
  role: {quorum: 1 of all}
  transfer: {quorum: 1 of ops, delay: 1h}
  estate: {quorum: 2 of all}
  raise: {quorum: all}`;

/** A person of the estate file; keys are named, with their dates. */
export interface SamplePerson {
  readonly id: string;
  readonly keys?: readonly (string | { readonly key: string; readonly from?: string; readonly until?: string })[];
  readonly rest?: string;
}

/** The text of an estate with these persons and policies. */
export function estateText(
  persons: readonly SamplePerson[] = [{ id: 'alice' }, { id: 'bob' }, { id: 'carol' }],
  policies: string = SAMPLE_POLICIES,
  more = '',
): string {
  const line = ({ id, keys = [id], rest = '' }: SamplePerson): string => {
    const list = keys.map((key) => {
      if (typeof key === 'string') return `'${keyOf(key).text}'`;
      return `{key: '${keyOf(key.key).text}'${key.from === undefined ? '' : `, from: ${key.from}`}${key.until === undefined ? '' : `, until: ${key.until}`}}`;
    });
    return `  - {id: ${id}, keys: [${list.join(', ')}]${rest}}`;
  };
  return `estate: Sample\ncustodians:\n${persons.map(line).join('\n')}\ngroups: {ops: [${persons
    .slice(1)
    .map(({ id }) => id)
    .join(', ')}]}\npolicies: ${policies}\ngates:\n  - {id: desk, lever: hold}\n${more}`;
}

/** Reads an estate that is right. */
export function readEstate(text: string = estateText()): Estate {
  const result = parseEstate(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.estate;
}

/** An intent under an estate; `fields` choose the kind and whatever differs. */
export function sampleIntent(
  estate: Estate,
  fields: Readonly<Record<string, unknown>> & { readonly kind?: string } = {},
): Intent {
  const token = `eip155:56:0x${'1'.repeat(40)}`;
  const kinds: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    upgrade: { proxy: token, codeHash: `0x${'2'.repeat(64)}` },
    mint: { asset: `eip155:56/erc20:0x${'1'.repeat(40)}`, to: `eip155:56:0x${'3'.repeat(40)}`, limit: '1000', uses: 2 },
    role: { contract: token, role: 'owner', account: `eip155:56:0x${'4'.repeat(40)}`, change: 'grant' },
    transfer: { from: token, to: `eip155:56:0x${'5'.repeat(40)}`, asset: 'eip155:56/slip44:714', limit: '5', uses: 1 },
    estate: { to: estate.digest },
    drop: { gate: 'desk' },
    raise: { gate: 'desk' },
  };
  const { kind = 'upgrade' } = fields;
  return parseIntent({
    v: 1,
    kind,
    estate: estate.digest,
    nonce: 'n'.repeat(16),
    proposer: 'alice',
    created: NOW,
    expires: NOW + DAY,
    ...kinds[kind],
    ...fields,
  });
}
