import {
  type AccountId,
  accountOn,
  type ChainId,
  chainOfAccount,
  type Contract,
  type Estate,
  parseAccountId,
  parseEvmAddress,
} from '@portcullis/model';
import { CliFault } from '../cliFault.ts';

/** A contract as a person names it: its id in the estate, a CAIP-10 account, or a bare address where the estate has one chain. */
export function readContract(
  estate: Estate,
  text: string,
): { readonly account: AccountId; readonly contract: Contract | undefined } {
  const named = estate.contracts.find((contract) => contract.id === text);
  if (named !== undefined) return { account: named.at, contract: named };
  const only = estate.chains.length === 1 ? estate.chains[0]?.id : undefined;
  if (!text.includes(':') && !(text.startsWith('0x') && only !== undefined)) {
    throw new CliFault('unknown-name', {
      message: 'The estate has no such contract.',
      found: text,
      expected: `one of ${estate.contracts.map((contract) => contract.id).join(', ') || '(none declared)'}, or an account such as eip155:56:0x…`,
    });
  }
  const account = only === undefined ? parseAccountId(text) : readAccount(estate, only, text);
  return { account, contract: estate.contracts.find((contract) => contract.at === account) };
}

/** An account as a person writes it: a contract's id, CAIP-10, or an address on the chain in question. Throws `bad-id` or `unknown-name`. */
export function readAccount(estate: Estate, chain: ChainId, text: string): AccountId {
  const named = estate.contracts.find((contract) => contract.id === text)?.at;
  const account =
    named ?? (/^0x[0-9a-fA-F]*$/.test(text) ? accountOn(chain, parseEvmAddress(text)) : parseAccountId(text));
  if (chainOfAccount(account) === chain) return account;
  throw new CliFault('unknown-name', {
    message: 'The account is on another chain.',
    found: account,
    expected: `an account on ${chain}`,
  });
}

/** A gate's id, as the estate has it. */
export function readGate(estate: Estate, text: string): string {
  if (estate.gates.some((gate) => gate.id === text)) return text;
  throw new CliFault('unknown-name', {
    message: 'The estate has no such gate.',
    found: text,
    expected: `one of ${estate.gates.map((gate) => gate.id).join(', ') || '(none declared)'}`,
  });
}
