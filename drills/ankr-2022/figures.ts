import { parseEther } from 'viem';

interface Figures {
  readonly mint: bigint;
  readonly mints: number;
  readonly mintSelector: `0x${string}`;
  readonly bnbPair: { readonly bnb: bigint; readonly cert: bigint };
  readonly usdcPair: { readonly usdc: bigint; readonly cert: bigint };
  readonly bnbDump: { readonly cert: bigint; readonly swaps: number };
  readonly usdcDump: { readonly cert: bigint; readonly swaps: number };
  readonly mixed: bigint;
  readonly bridged: bigint;
  readonly trader: {
    readonly spends: bigint;
    readonly deposits: bigint;
    readonly borrows: bigint;
    readonly gets: bigint;
  };
  readonly bnbPrice: bigint;
  readonly staked: bigint;
  readonly buffer: bigint;
  readonly desk: { readonly wallet: bigint; readonly redeemed: bigint; readonly times: number };
  readonly handed: bigint;
  readonly traderDelay: number;
}

/** Known: published after 2 December 2022. Chosen: ours, so that the known ones come out; the README says why each. */
export const FIGURES: Figures = {
  /** Known. Ten trillion tokens a call, six calls. */
  mint: 10n ** 31n,
  mints: 6,
  /** Known. No name for this selector was ever published. */
  mintSelector: '0x3b3a5522',
  /** Known. What left: about 5,500 BNB and 4.08 million USDC. Chosen: two pairs that hold a little more than that. */
  bnbPair: { bnb: parseEther('5536'), cert: parseEther('5536') },
  usdcPair: { usdc: parseEther('4100000'), cert: parseEther('14138') },
  /** Chosen: what must be sold to get that out, and the number of sales. */
  bnbDump: { cert: parseEther('848000'), swaps: 5 },
  usdcDump: { cert: parseEther('2900000'), swaps: 3 },
  /** Known. 900 BNB to a mixer, 4 million USDC over bridges. */
  mixed: parseEther('900'),
  bridged: parseEther('4000000'),
  /** Known. 10 BNB became 183,885 aBNBc, a debt of 16,444,740 HAY, and 15,504,986 BUSD. */
  trader: {
    spends: parseEther('10'),
    deposits: parseEther('183885'),
    borrows: parseEther('16444740'),
    gets: parseEther('15504986'),
  },
  /** Chosen: a round price of the day, dollars per BNB. */
  bnbPrice: 290n,
  /** Chosen: holders' BNB in the pool besides the pairs' share, and how much of it may leave at once. */
  staked: parseEther('180000'),
  buffer: parseEther('250'),
  /** Chosen: the desk pays for redeemed tokens from its hot wallet; about $3 million were tried at an exchange. */
  desk: { wallet: parseEther('12000'), redeemed: parseEther('10000'), times: 4 },
  /** Chosen: fresh tokens that the thief hands to the accomplice who redeems. */
  handed: parseEther('200000'),
  /** Chosen: 39 minutes, scaled to so many blocks. */
  traderDelay: 12,
};
