import { type AccountId, addressOfAccount, type AssetId, chainOfAccount, chainOfAsset, checksumAddress, type Estate, type Intent, intentId, type Millis, policyNameOf, tokenOfAsset } from '@portcullis/model';
import { printable } from '../printable.ts';

/** One line of what an intent says. */
export interface Word {
  readonly label: string;
  readonly text: string;
}

/**
 * What an intent would do, in words, for whoever proposes, signs or checks it: nobody signs blind,
 * and all see the same. Names come from the estate; addresses are shown whole, because people are
 * robbed with addresses that look alike at both ends.
 */
export function intentWords(intent: Intent, estate: Estate, now: Millis): Word[] {
  const policy = estate.policies[policyNameOf(intent.kind)];
  return [
    { label: 'intent', text: intentId(intent) },
    ...changeWords(intent, estate),
    ...(intent.note === undefined ? [] : [{ label: 'note', text: printable(intent.note) }]),
    { label: 'proposed', text: `by ${intent.proposer}, ${moment(intent.created)}` },
    { label: 'expires', text: `${moment(intent.expires)}${intent.expires <= now ? ' (over)' : ''}` },
    { label: 'policy', text: policy === undefined ? `${policyNameOf(intent.kind)}: not in the estate` : policyWords(policyNameOf(intent.kind), policy) },
    { label: 'estate', text: `${intent.estate}${intent.estate === estate.digest ? '' : ` (this file is ${estate.digest})`}` },
  ];
}

function changeWords(intent: Intent, estate: Estate): Word[] {
  switch (intent.kind) {
    case 'upgrade':
      return [
        { label: 'what', text: `upgrade ${accountName(intent.proxy, estate)} to other code` },
        { label: 'proxy', text: account(intent.proxy, estate) },
        { label: 'code hash', text: intent.codeHash },
        { label: 'code at', text: intent.implementation === undefined ? 'wherever code with this hash is deployed' : account(intent.implementation, estate) },
      ];
    case 'mint':
      return [
        { label: 'what', text: `mint up to ${intent.limit} units of ${assetName(intent.asset, estate)}, in at most ${times(intent.uses, 'mint')}` },
        { label: 'asset', text: intent.asset },
        { label: 'to', text: intent.to === '*' ? 'ANYONE' : account(intent.to, estate) },
      ];
    case 'role':
      return [
        { label: 'what', text: `${intent.change === 'grant' ? 'give' : 'take'} ${roleName(intent.role)} of ${accountName(intent.contract, estate)} ${intent.change === 'grant' ? 'to' : 'from'} the account below` },
        { label: 'contract', text: account(intent.contract, estate) },
        { label: 'account', text: account(intent.account, estate) },
      ];
    case 'transfer':
      return [
        { label: 'what', text: `move up to ${intent.limit} units of ${assetName(intent.asset, estate)}, in at most ${times(intent.uses, 'transfer')}` },
        { label: 'asset', text: intent.asset },
        { label: 'from', text: account(intent.from, estate) },
        { label: 'to', text: account(intent.to, estate) },
      ];
    case 'estate':
      return [
        { label: 'what', text: 'change the estate file: who signs, what is watched, what stops it' },
        { label: 'new file', text: intent.to },
      ];
    case 'drop':
      return [{ label: 'what', text: `drop the gate ${intent.gate}: value stops` }];
    case 'raise':
      return [{ label: 'what', text: `raise the gate ${intent.gate}: value flows again` }];
    default:
      return intent satisfies never;
  }
}

/** An address in full, checksummed, with the estate's names for it and its chain. */
export function account(id: AccountId, estate: Estate): string {
  const chainId = chainOfAccount(id);
  const chain = estate.chains.find((entry) => entry.id === chainId);
  const address = chainId.startsWith('eip155:') ? checksumAddress(addressOfAccount(id)) : addressOfAccount(id);
  const known = estate.contracts.find((contract) => contract.at === id || contract.admin === id);
  const name = known === undefined ? 'not in the estate' : known.at === id ? known.id : `admin of ${known.id}`;
  return `${address} on ${chain?.name ?? 'a chain not in the estate'} (${chainId}), ${name}`;
}

function accountName(id: AccountId, estate: Estate): string {
  return estate.contracts.find((contract) => contract.at === id)?.id ?? 'a contract not in the estate';
}

function assetName(asset: AssetId, estate: Estate): string {
  const token = tokenOfAsset(asset);
  return token === undefined ? `the coin of ${chainOfAsset(asset)}` : accountName(token, estate);
}

function roleName(role: 'owner' | 'admin' | string): string {
  if (role === 'owner') return 'ownership';
  if (role === 'admin') return 'the admin slot';
  return /^0x0{64}$/.test(role) ? 'DEFAULT_ADMIN_ROLE' : `role ${role}`;
}

function policyWords(name: string, policy: Estate['policies'][string]): string {
  const quorum = policy.quorum.count === 'all' ? `everyone of "${policy.quorum.group}"` : `${policy.quorum.count} of "${policy.quorum.group}"`;
  const window = policy.window === undefined ? '' : `, only in the window ${printable(policy.window.rule)} (${printable(policy.window.zone)})`;
  return `${name}: ${quorum}${policy.delay > 0 ? `, ${policy.delay / 60_000} min after the last sign-off` : ''}${window}`;
}

function times(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`;
}

/** A moment in UTC, to the second. */
export function moment(ms: Millis): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Words as lines with their labels aligned. */
export function wordLines(words: readonly Word[], indent = ''): string[] {
  const wide = Math.max(0, ...words.map((word) => word.label.length));
  return words.map((word) => `${indent}${word.label.padEnd(wide)}  ${word.text}`);
}
