import {
  type AccountId,
  type AssetId,
  type Estate,
  formatDuration,
  type Intent,
  intentId,
  type Policy,
  tokenOfAsset,
} from '@portcullis/model';
import { checkIntent } from './checkIntent.ts';
import { showTime } from './life.ts';

/**
 * What a person who signs must know, one fact a line: what exactly shall happen, under which
 * policy, who must sign, until when. Nothing that anybody could have made up is left
 * unmarked: the note is the proposer's own words. Throws what `checkIntent` throws.
 */
export function describeIntent(intent: Intent, estate: Estate): readonly string[] {
  const { name, policy, needed, among } = checkIntent(intent, estate);
  return [
    ...what(intent, estate),
    `Policy ${name}: ${policy.quorum.count === 'all' ? `all of ${policy.quorum.group}` : `${policy.quorum.count} of ${policy.quorum.group}`}, that is ${needed} of ${among.join(', ')}.`,
    ...when(intent, policy),
    `Proposed as ${intent.proposer} at ${showTime(intent.created)}; nothing counts from ${showTime(intent.expires)} on.`,
    ...(intent.note === undefined ? [] : [`The proposer's words: ${JSON.stringify(intent.note)}`]),
    `Estate ${estate.name}, ${estate.digest}.`,
    `Intent ${intentId(intent)}.`,
  ];
}

function what(intent: Intent, estate: Estate): string[] {
  switch (intent.kind) {
    case 'upgrade':
      return [
        `UPGRADE the proxy ${named(intent.proxy, estate)}`,
        `to runtime code with the hash ${intent.codeHash}${intent.implementation === undefined ? ', at any address.' : ','}`,
        ...(intent.implementation === undefined
          ? []
          : [`at ${named(intent.implementation, estate)} and nowhere else.`]),
      ];
    case 'mint':
      return [
        `MINT up to ${intent.limit} smallest units of ${asset(intent.asset, estate)}`,
        `to ${intent.to === '*' ? 'ANYONE' : named(intent.to, estate)}, in at most ${times(intent.uses, 'mint')}.`,
      ];
    case 'role':
      return [
        `${intent.change === 'grant' ? 'GIVE' : 'TAKE'} the power "${intent.role}" over ${named(intent.contract, estate)}`,
        `${intent.change === 'grant' ? 'to' : 'from'} ${named(intent.account, estate)}, once.`,
      ];
    case 'transfer':
      return [
        `SEND up to ${intent.limit} smallest units of ${asset(intent.asset, estate)}`,
        `from ${named(intent.from, estate)} to ${named(intent.to, estate)}, in at most ${times(intent.uses, 'transfer')}.`,
      ];
    case 'package':
      return [
        `LET THROUGH the package ${intent.package} that the judge holds,`,
        `with the bytes ${intent.artifact} and no others,`,
        `for what these rules found in it: ${intent.rules.join(', ')}.`,
      ];
    case 'estate':
      return [`CHANGE THE ESTATE FILE, and with it who decides, to the text with the digest ${intent.to}.`];
    case 'drop':
      return [`DROP the gate ${intent.gate}: value stops there at once.`];
    case 'raise':
      return [`RAISE the gate ${intent.gate}: value moves there again.`];
    default:
      return intent satisfies never;
  }
}

function when(intent: Intent, policy: Policy): string[] {
  if (intent.kind === 'drop') return ['At once when signed.'];
  const delay =
    policy.delay === 0
      ? 'From the last needed sign-off'
      : `From ${formatDuration(policy.delay)} after the last needed sign-off`;
  if (policy.window === undefined) return [`${delay}.`];
  return [
    `${delay}, only in its window: ${policy.window.rule}, ${policy.window.zone}, for ${formatDuration(policy.window.lasts)}.`,
  ];
}

function named(account: AccountId, estate: Estate): string {
  const contract = estate.contracts.find((one) => one.at === account);
  return contract === undefined ? `${account} (not in the estate)` : `${contract.id}, ${account}`;
}

function asset(id: AssetId, estate: Estate): string {
  const token = tokenOfAsset(id);
  return token === undefined ? id : named(token, estate);
}

function times(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`;
}
