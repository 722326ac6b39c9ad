import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFault } from '../../cliFault.ts';
import { type LoopbackRegistry, startRegistry } from '../testing/loopbackRegistry.ts';
import { fetchBytes } from './fetchBytes.ts';

let registry: LoopbackRegistry;
beforeEach(async () => {
  registry = await startRegistry([], []);
});
afterEach(async () => await registry.close());

const get = async (path: string, maxBytes = 100, url = registry.npm): Promise<string> => {
  const { bytes } = await fetchBytes(new URL(path, registry.npm).href, {
    access: { url, authorization: 'Bearer t0ken' },
    accept: '*/*',
    maxBytes,
    signal: AbortSignal.timeout(10_000),
  });
  return Buffer.from(bytes).toString();
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    return error instanceof CliFault ? error.code : String(error);
  }
};

describe('fetching from a registry', () => {
  it('stops at the size that is read, whatever the answer says of its length', async () => {
    registry.special.set('/npm/big', { status: 200, body: 'x'.repeat(101) });
    registry.special.set('/npm/fits', { status: 200, body: 'x'.repeat(100) });
    expect(await codeOf(get('big'))).toBe('registry-refused');
    expect(await get('fits')).toHaveLength(100);
  });

  it('follows a few redirects, to https or this machine only', async () => {
    registry.special.set('/npm/a', { status: 302, headers: { location: 'b' } });
    registry.special.set('/npm/b', { status: 200, body: 'here' });
    registry.special.set('/npm/out', { status: 302, headers: { location: 'http://packages.example.invalid/x' } });
    registry.special.set('/npm/disk', { status: 302, headers: { location: 'file:///etc/passwd' } });
    expect(await get('a')).toBe('here');
    expect(await codeOf(get('out'))).toBe('registry-refused');
    expect(await codeOf(get('disk'))).toBe('registry-refused');
  });

  it('sends credentials to the origin of the registry alone', async () => {
    registry.special.set('/npm/a', { status: 200, body: '' });
    await get('a');
    await get('a', 100, 'http://127.0.0.1:9/');
    expect(registry.asked.map(({ authorization }) => authorization)).toEqual(['Bearer t0ken', undefined]);
  });
});
