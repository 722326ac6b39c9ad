import { expect, it } from 'vitest';
import { payableAddress } from './payableAddress.ts';

// From the standards themselves: EIP-55, BIP 173, BIP 350, SEP 23, and the first outputs of chains.
it.each([
  ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'ethereum'],
  ['0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', 'ethereum'],
  ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bitcoin'],
  ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bitcoin'],
  ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'bitcoin'],
  ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'bitcoin'],
  ['rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh', 'ripple'],
  ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron'],
  ['GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ', 'stellar'],
  ['EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'solana'],
])('%s is an address', (text, chain) => {
  expect(payableAddress(text)).toBe(chain);
});

it.each([
  ['a wrong checksum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed'],
  ['nobody', '0x0000000000000000000000000000000000000000'],
  ['a token of the chain itself', '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'],
  ['a hash', `0x${'5aaeb6053f3e94c9b9a09f33669435e7'.repeat(2)}`],
  ['another letter', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
  ['another letter in bech32', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
  ['another letter in XRP', 'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi'],
  ['another letter in Stellar', 'GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGA'],
  ['a name', 'transactionWithRecipientAddressAndAmountOf1'],
  ['a path', '/v1/accounts/recipient/destination'],
])('%s is none', (_, text) => {
  expect(payableAddress(text)).toBeUndefined();
});
