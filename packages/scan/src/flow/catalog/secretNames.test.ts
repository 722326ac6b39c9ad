import { describe, expect, it } from 'vitest';
import { environmentKind, namesKey, takesKey, wordsOf } from './secretNames.ts';

it('takes names apart', () => {
  expect(wordsOf('fromPrivateKeyHex')).toEqual(['from', 'private', 'key', 'hex']);
  expect(wordsOf('SEED_PHRASE')).toEqual(['seed', 'phrase']);
  expect(wordsOf('HDWallet')).toEqual(['hd', 'wallet']);
});

describe('names of key material', () => {
  it.each(['mnemonic', 'privateKey', 'private_key', 'seedPhrase', 'walletPassword', 'keyfile_data'])('%s', (name) => {
    expect(namesKey(name)).toBe(true);
  });
  it.each(['publicKey', 'privateKeyPath', 'mnemonicLength', 'key', 'keyName', 'seed', 'awsSecretKey', 'monkey'])(
    'not %s',
    (name) => {
      expect(namesKey(name)).toBe(false);
    },
  );
});

describe('names of functions that take key material first', () => {
  it.each([
    ['isValidMnemonic', 'phrase'],
    ['validateMnemonic', 'm'],
    ['setPrivateKey', 'e'],
    ['privateKeyToAddress', 'bytes'],
    ['mnemonicToSeedSync', 'words'],
    ['keyFromPrivate', 'priv'],
    ['from_secret', 'value'],
    ['encrypt_private_key', 'data'],
    ['signWithPrivateKey', 'k'],
  ])('%s(%s)', (name, parameter) => {
    expect(takesKey(name, parameter)).toBe(true);
  });
  it.each([
    ['getPrivateKey', 'x'],
    ['mnemonicLength', 'x'],
    ['publicKeyFromBytes', 'x'],
    ['fromSecretManager', 'x'],
    ['key', 'x'],
    ['setKey', 'x'],
    ['signingKey', 'kid'],
    ['signingKey', 'x'],
    ['loadKeystore', 'url'],
    ['mnemonic', 'strength'],
    ['useMasterKey', 'options'],
    ['verifyPrivateKey', 'request'],
    ['addKeystore', 'req'],
  ])('not %s(%s)', (name, parameter) => {
    expect(takesKey(name, parameter)).toBe(false);
  });
});

it('judges single variables of the environment by their names', () => {
  expect(environmentKind('DEPLOYER_PRIVATE_KEY')).toBe('key');
  expect(environmentKind('WALLET_SEED')).toBe('key');
  expect(environmentKind('NPM_TOKEN')).toBe('credential');
  expect(environmentKind('STRIPE_API_KEY')).toBe('credential');
  expect(environmentKind('NODE_ENV')).toBeUndefined();
  expect(environmentKind('PYTHONHASHSEED')).toBeUndefined();
});
