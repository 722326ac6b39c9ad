import { type AccountId, parseAccountId } from '@portcullis/model';
import type { RespondState } from './respondState.ts';

const TAKES_OVER = /^(upgrade|code|admin)\./;

/**
 * The accounts that standing breaches have taken over: their code, or who decides on it,
 * is no longer what custodians signed. A lever must not run through them nor believe
 * what they answer. A contract whose admin was taken over counts too.
 */
export function breachedAccounts(state: Pick<RespondState, 'estate' | 'findings'>): ReadonlySet<AccountId> {
  const breached = new Set<AccountId>();
  for (const { finding, retracted } of state.findings.values()) {
    if (retracted || !finding.breach || !TAKES_OVER.test(finding.rule)) continue;
    const account = accountOrNone(finding.subject);
    if (account !== undefined) breached.add(account);
  }
  for (const contract of state.estate?.contracts ?? []) {
    if (contract.admin !== undefined && breached.has(contract.admin)) breached.add(contract.at);
  }
  return breached;
}

function accountOrNone(subject: string): AccountId | undefined {
  try {
    return parseAccountId(subject);
  } catch {
    // The subject of a finding may be a package or an asset, which is no account.
    return undefined;
  }
}
