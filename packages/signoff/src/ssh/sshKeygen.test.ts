import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createSoftKey, SOFT_KINDS, armor, unarmor } from '../testing/softKey.ts';
import { findSshKeygen } from '../testing/sshKeygen.ts';
import { MESSAGE, NAMESPACE, VERDICTS } from '../testing/verdictTable.ts';
import { parseSshPublicKey } from './publicKey.ts';
import { verifySshSignature } from './verifySshSignature.ts';

const stock = findSshKeygen();

interface Claim {
  readonly key: string;
  readonly namespace: string;
  readonly signature: string;
  readonly message: Uint8Array;
}

/** Our verdict on the question that `ssh-keygen -Y verify` answers: is this signature by this key? */
function ours({ key, ...claim }: Claim): boolean {
  try {
    return verifySshSignature(claim).key.fingerprint === parseSshPublicKey(key).fingerprint;
  } catch {
    return false;
  }
}

describe.skipIf(stock === undefined)(
  `beside the stock ssh-keygen${stock === undefined ? ' (skipped: this machine has none with -Y)' : ''}`,
  () => {
    const tool = stock!;
    afterAll(() => tool?.close());

    it.each([
      ['ed25519', ['-t', 'ed25519']],
      ['ecdsa256', ['-t', 'ecdsa', '-b', '256']],
      ['ecdsa384', ['-t', 'ecdsa', '-b', '384']],
      ['ecdsa521', ['-t', 'ecdsa', '-b', '521']],
      ['rsa2048', ['-t', 'rsa', '-b', '2048']],
      ['rsa3072', ['-t', 'rsa', '-b', '3072']],
    ])(
      'accepts what it signs, and refuses with it whatever was changed (%s)',
      (name, options) => {
        const key = tool.generate(name, ...options);
        const message = Buffer.from('{"kind":"upgrade"}');
        const signature = tool.sign(name, NAMESPACE, message);
        const good: Claim = { key, namespace: NAMESPACE, signature, message };
        expect([ours(good), tool.verify(good)]).toEqual([true, true]);
        fc.assert(
          fc.property(
            fc.constantFrom('signature', 'message', 'namespace', 'key'),
            fc.nat(),
            fc.nat(7),
            (part, at, bit) => {
              // The stock tool takes version 0 for 1; the table below has that case.
              fc.pre(part !== 'signature' || at % unarmor(good.signature).length !== VERSION_AT || bit !== 0);
              const changed = { ...good, ...mutate(good, part, at, bit) };
              expect({ ours: ours(changed), changed }).toEqual({ ours: tool.verify(changed), changed });
            },
          ),
          { numRuns: 40 },
        );
      },
      60_000,
    );

    it.each(SOFT_KINDS)(
      'gives the same verdicts on every case of the table (%s)',
      (kind) => {
        const key = createSoftKey(kind);
        for (const { name, kinds, make, ours: expected, stockAccepts } of VERDICTS) {
          if (!kinds.includes(kind)) continue;
          const { signature, message = MESSAGE } = make(key);
          const verdict = tool.verify({
            key: key.text,
            namespace: NAMESPACE,
            signature,
            message: Buffer.from(message),
          });
          expect(`${name}: ${verdict}`).toBe(`${name}: ${expected === 'good' || stockAccepts !== undefined}`);
        }
      },
      60_000,
    );
  },
);

/** The last byte of the version, behind the six of `SSHSIG` (PROTOCOL.sshsig). */
const VERSION_AT = 9;

function mutate(good: Claim, part: string, at: number, bit: number): Partial<Claim> {
  const flip = (bytes: Uint8Array): Buffer => {
    const out = Buffer.from(bytes);
    out[at % out.length] = out[at % out.length]! ^ (1 << bit);
    return out;
  };
  switch (part) {
    case 'signature':
      return { signature: armor(flip(unarmor(good.signature))) };
    case 'message':
      return { message: flip(good.message) };
    case 'namespace':
      return { namespace: `${good.namespace.slice(0, at % good.namespace.length)}${String.fromCharCode(97 + bit)}` };
    default: {
      const [type, body] = good.key.split(' ');
      return { key: `${type} ${flip(Buffer.from(body!, 'base64')).toString('base64')}` };
    }
  }
}
