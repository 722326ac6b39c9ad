import { call } from '../src/chain.ts';
import { FIGURES } from './figures.ts';
import type { World } from './world.ts';

/**
 * The other trader of 2022: buys fresh aBNBc for 10 BNB, lends on it at the price of BNB, sells the loan.
 * Where the pair refuses him he buys from the accomplice at the same price: a paused pair alone does not save a market.
 */
export async function trade({ chain, people, at }: World, say: (line: string) => void): Promise<void> {
  const { trader, accomplice } = people;
  const me = trader.account.address;
  const { spends, deposits, borrows } = FIGURES.trader;
  const certs = (): Promise<bigint> => chain.read<bigint>('CertToken', at.token, 'balanceOf', [me]);
  await chain.send([
    call(trader, 'WBNB', at.wbnb, 'deposit', [], spends),
    call(trader, 'WBNB', at.wbnb, 'approve', [at.bnbPair, spends]),
    call(trader, 'Pair', at.bnbPair, 'swap', [at.wbnb, spends, 0n, me]),
  ]);
  const fromPair = await certs();
  if (fromPair < deposits / 2n) {
    await chain.send([{ by: trader, to: accomplice.account.address, value: spends }]);
    await chain.send([call(accomplice, 'CertToken', at.token, 'transfer', [me, deposits])]);
  }
  const bought = await certs();
  say(
    `a trader has bought ${whole(bought)} aBNBc for 10 BNB ${fromPair < deposits / 2n ? 'from the accomplice' : 'from the pair'}`,
  );
  const pledged = bought < deposits ? bought : deposits;
  const [, pledge] = await chain.send([
    call(trader, 'CertToken', at.token, 'approve', [at.market, pledged]),
    call(trader, 'Market', at.market, 'deposit', [pledged]),
  ]);
  if (pledge?.ok !== true) return say('the lending market has refused him');
  const limit = await chain.read<bigint>('Market', at.market, 'limitOf', [me]);
  const loan = limit < borrows ? limit : borrows;
  const [borrowed] = await chain.send([call(trader, 'Market', at.market, 'borrow', [loan])]);
  if (borrowed?.ok !== true) return say('the lending market has refused him the loan');
  await chain.send([
    call(trader, 'StableToken', at.hay, 'approve', [at.hayPool, loan]),
    call(trader, 'HayPool', at.hayPool, 'sell', [loan]),
  ]);
  const dollars = await chain.read<bigint>('StableToken', at.busd, 'balanceOf', [me]);
  say(`the trader has borrowed ${whole(loan)} HAY and sold it for ${whole(dollars)} BUSD`);
}

const whole = (units: bigint): string => (units / 10n ** 18n).toLocaleString('en');
