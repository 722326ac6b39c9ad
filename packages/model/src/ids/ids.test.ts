import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOn, addressOfAccount, chainOfAccount, parseAccountId } from './accountId.ts';
import { parseArn } from './arn.ts';
import { chainOfAsset, erc20Asset, parseAssetId, tokenOfAsset } from './assetId.ts';
import { eip155Number, parseChainId } from './chainId.ts';
import { parseDigest } from './digestId.ts';
import { checksumAddress, parseEvmAddress } from './evmAddress.ts';
import { parseHex } from './hex.ts';
import { parsePurl } from './purl.ts';

type Parse = (text: unknown) => string;

// The addresses of EIP-55's own test cases.
const CHECKSUMMED = [
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0xde709f2102306220921060314715629080e2fb77',
];
const low = `0x${'ab'.repeat(20)}`;

const good: readonly [string, Parse, string, string][] = [
  ['a chain', parseChainId, 'eip155:56', 'eip155:56'],
  [
    'a chain of another kind',
    parseChainId,
    'bip122:000000000019d6689c085ae165831e93',
    'bip122:000000000019d6689c085ae165831e93',
  ],
  ['an account', parseAccountId, `eip155:56:${low}`, `eip155:56:${low}`],
  ['an account in capitals', parseAccountId, `eip155:56:0x${'AB'.repeat(20)}`, `eip155:56:${low}`],
  [
    'an account with its checksum',
    parseAccountId,
    `eip155:1:${CHECKSUMMED[0]}`,
    `eip155:1:${CHECKSUMMED[0]?.toLowerCase()}`,
  ],
  [
    'an account of another chain',
    parseAccountId,
    'cosmos:cosmoshub-3:cosmos1t2uflqwqe0fsj0shcfkrvpukewcw40yjj6hdc0',
    'cosmos:cosmoshub-3:cosmos1t2uflqwqe0fsj0shcfkrvpukewcw40yjj6hdc0',
  ],
  ['a token', parseAssetId, `eip155:56/erc20:0x${'AB'.repeat(20)}`, `eip155:56/erc20:${low}`],
  ['a coin', parseAssetId, 'eip155:56/slip44:714', 'eip155:56/slip44:714'],
  ['a digest', parseDigest, `sha256:${'0a'.repeat(32)}`, `sha256:${'0a'.repeat(32)}`],
  ['bytes', parseHex, '0xAB01', '0xab01'],
  ['no bytes', parseHex, '0x', '0x'],
  ['an address', parseEvmAddress, low, low],
  ['a package', parsePurl, 'pkg:npm/%40scope/name@1.2.3', 'pkg:npm/%40scope/name@1.2.3'],
  [
    'a package with qualifiers',
    parsePurl,
    'pkg:pypi/bittensor@6.12.2?file_name=x.whl#a/b',
    'pkg:pypi/bittensor@6.12.2?file_name=x.whl#a/b',
  ],
  ['a resource name', parseArn, 'arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:user/alice'],
  ['a resource name without an account', parseArn, 'arn:aws-cn:s3:::bucket/key', 'arn:aws-cn:s3:::bucket/key'],
];

const bad: readonly [string, Parse, unknown][] = [
  ['a chain without a reference', parseChainId, 'eip155'],
  ['a chain with a leading zero, a second name for one chain', parseChainId, 'eip155:056'],
  ['a chain in hexadecimal', parseChainId, 'eip155:0x38'],
  ['a chain in capitals', parseChainId, 'EIP155:56'],
  ['a chain with a newline', parseChainId, 'eip155:56\n'],
  ['a number for a chain', parseChainId, 56],
  ['an account without a chain', parseAccountId, low],
  ['an account with 19 bytes', parseAccountId, `eip155:56:0x${'ab'.repeat(19)}`],
  ['an account with a wrong checksum', parseAccountId, `eip155:1:${CHECKSUMMED[0]?.replace('aA', 'Aa')}`],
  ['an account of nothing', parseAccountId, undefined],
  ['a token without an address', parseAssetId, 'eip155:56/erc20:USDT'],
  ['a coin that is no number', parseAssetId, 'eip155:56/slip44:BNB'],
  ['an asset on no chain', parseAssetId, '/erc20:x'],
  ['an asset that is no text', parseAssetId, null],
  ['a digest in capitals', parseDigest, `sha256:${'0A'.repeat(32)}`],
  ['a digest of another algorithm', parseDigest, `sha512:${'0a'.repeat(32)}`],
  ['a digest with a newline', parseDigest, `sha256:${'0a'.repeat(32)}\n`],
  ['a short digest', parseDigest, 'sha256:00'],
  ['half a byte', parseHex, '0xabc'],
  ['bytes without 0x', parseHex, 'ab'],
  ['an address with a letter too far', parseEvmAddress, `0x${'ag'.repeat(20)}`],
  ['a package without a type', parsePurl, 'pkg:/name'],
  ['a package with a space', parsePurl, 'pkg:npm/a b'],
  ['an endless package', parsePurl, `pkg:npm/${'a'.repeat(512)}`],
  ['a resource name of another cloud', parseArn, 'arn:gcp:iam::123456789012:user/alice'],
  ['a resource name with a short account', parseArn, 'arn:aws:iam::123:user/alice'],
];

describe('an id', () => {
  it.each(good)('is read into its one form: %s', (_, parse, text, canonical) => {
    expect(parse(text)).toBe(canonical);
    expect(parse(canonical)).toBe(canonical);
  });

  it.each(bad)('is refused: %s', (_, parse, text) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'bad-id', found: expect.any(String), expected: expect.any(String) }),
    );
  });

  it('of any text is read or refused, and never crashes', () => {
    const parsers: readonly Parse[] = [
      parseChainId,
      parseAccountId,
      parseAssetId,
      parseDigest,
      parseHex,
      parseEvmAddress,
      parsePurl,
      parseArn,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...parsers),
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `eip155:1:${text}`),
          fc.anything(),
        ),
        (parse, value) => {
          try {
            expect(parse(value)).toBe(parse(parse(value)));
          } catch (error) {
            expect(error).toMatchObject({ code: 'bad-id' });
          }
        },
      ),
    );
  });
});

describe('an EVM address', () => {
  it.each(CHECKSUMMED)('has the checksum of EIP-55: %s', (address) => {
    expect(checksumAddress(parseEvmAddress(address))).toBe(address);
  });

  it('with the case of one letter changed is refused', () => {
    for (const address of CHECKSUMMED.slice(0, 4)) {
      const at = address.search(/[a-f]/);
      const changed = address.slice(0, at) + address.charAt(at).toUpperCase() + address.slice(at + 1);
      expect(() => parseEvmAddress(changed)).toThrow(
        expect.objectContaining({ code: 'bad-id', expected: `${address} (EIP-55)` }),
      );
    }
  });
});

describe('the parts of an id', () => {
  const chain = parseChainId('eip155:56');
  const account = parseAccountId(`eip155:56:${low}`);

  it('make it again', () => {
    expect(accountOn(chainOfAccount(account), addressOfAccount(account))).toBe(account);
    expect(tokenOfAsset(erc20Asset(account))).toBe(account);
    expect(chainOfAsset(erc20Asset(account))).toBe(chain);
    expect(tokenOfAsset(parseAssetId('eip155:56/slip44:714'))).toBeUndefined();
    expect(eip155Number(chain)).toBe(56);
  });

  it('are refused where they are not there, or of another length', () => {
    expect(() => eip155Number(parseChainId('cosmos:cosmoshub-3'))).toThrow(expect.objectContaining({ code: 'bad-id' }));
    expect(() => parseHex('0xab', 32)).toThrow(
      expect.objectContaining({ code: 'bad-id', expected: '0x and 64 hexadecimal digits' }),
    );
  });
});
