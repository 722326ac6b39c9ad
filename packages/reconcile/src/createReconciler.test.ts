import type { Verdict } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import { createReconciler } from './createReconciler.ts';
import { account, effect, hash, permit, token } from './testing/samples.ts';

/** The verdict of one effect against permits. */
function verdict(one: ReturnType<typeof effect>, ...permits: ReturnType<typeof permit>[]): Verdict | undefined {
  const reconciler = createReconciler();
  for (const each of permits) reconciler.permit(each);
  reconciler.effect(one);
  return reconciler.verdict(one.id);
}
const nobody = account('0');

describe('an effect with its permit', () => {
  it.each<[string, ReturnType<typeof effect>, ReturnType<typeof permit>]>([
    ['an upgrade to the code signed', effect('upgrade', 'e'), permit('upgrade')],
    [
      'an upgrade to the code at the address signed',
      effect('upgrade', 'e'),
      permit('upgrade', { implementation: account('9') }),
    ],
    ['code that changed to what an upgrade permits at this address', effect('code', 'e'), permit('upgrade')],
    ['a new owner', effect('admin', 'e'), permit('role')],
    ['a new admin', effect('admin', 'e', { role: 'admin' }), permit('role', { role: 'admin' })],
    [
      'ownership given to nobody',
      effect('admin', 'e', { account: nobody, before: account('8') }),
      permit('role', { account: nobody }),
    ],
    [
      'ownership taken from its holder',
      effect('admin', 'e', { account: nobody, before: account('8') }),
      permit('role', { account: account('8'), change: 'revoke' }),
    ],
    ['a role granted', effect('role', 'e'), permit('role', { role: hash('7') })],
    [
      'a role revoked',
      effect('role', 'e', { change: 'revoke' }),
      permit('role', { role: hash('7'), change: 'revoke' }),
    ],
    ['a mint within its limit', effect('mint', 'e'), permit('mint')],
    ['a mint of exactly its limit', effect('mint', 'e', { units: '100' }), permit('mint')],
    ['a mint to anybody', effect('mint', 'e'), permit('mint', { to: '*' })],
    [
      'a mint that only the supply shows, where anybody may receive it',
      effect('mint', 'e', { to: '*' }),
      permit('mint', { to: '*' }),
    ],
    ['a transfer', effect('outflow', 'e'), permit('transfer')],
    ['at the first moment', effect('mint', 'e', {}, { ms: 100 }), permit('mint')],
    ['at the last moment', effect('mint', 'e', {}, { ms: 199 }), permit('mint')],
  ])('is permitted: %s', (_, one, allowed) => {
    expect(verdict(one, allowed)).toEqual({ is: 'permitted', permit: allowed.id });
  });

  it.each([
    ['burnt units', effect('burn', 'e')],
    ['0 units minted', effect('mint', 'e', { units: '0' })],
    ['0 units that leave, as anybody can make a token say', effect('outflow', 'e', { units: '0' })],
  ])('is not needed: %s', (_, one) => {
    expect(createReconciler().effect(one)).toEqual([]);
    expect(verdict(one)).toBeUndefined();
  });
});

describe('an effect without its permit', () => {
  it.each(['upgrade', 'code', 'admin', 'role', 'mint', 'outflow'])(
    'is absent where nobody signed anything for its subject (%s)',
    (kind) => {
      const reconciler = createReconciler();
      const one = effect(kind, 'e');
      reconciler.permit(permit('upgrade', { proxy: account('a') }));
      expect(reconciler.effect(one)).toEqual([{ effect: one, before: undefined, after: { is: 'absent' } }]);
    },
  );

  it.each<[string, string, ReturnType<typeof effect>, ReturnType<typeof permit>]>([
    [
      'other code',
      `code hash is ${hash('6')}, the permit allows ${hash('2')}`,
      effect('upgrade', 'e', { codeHash: hash('6') }),
      permit('upgrade'),
    ],
    [
      'another address for the code',
      `implementation is ${account('9')}, the permit allows ${account('a')}`,
      effect('upgrade', 'e'),
      permit('upgrade', { implementation: account('a') }),
    ],
    [
      'other code in place',
      `code hash is ${hash('6')}, the permit allows ${hash('2')}`,
      effect('code', 'e', { codeHash: hash('6') }),
      permit('upgrade'),
    ],
    [
      'another owner',
      `account is ${account('6')}, the permit allows ${account('4')}`,
      effect('admin', 'e', { account: account('6') }),
      permit('role'),
    ],
    [
      'an owner given away in place of revoked',
      `change is grant, the permit allows revoke; account is ${account('4')}, the permit allows ${account('8')}`,
      effect('admin', 'e'),
      permit('role', { account: account('8'), change: 'revoke' }),
    ],
    [
      'a grant in place of a revoke',
      'change is grant, the permit allows revoke',
      effect('role', 'e'),
      permit('role', { role: hash('7'), change: 'revoke' }),
    ],
    ['another role', `role is ${hash('7')}, the permit allows owner`, effect('role', 'e'), permit('role')],
    [
      'a mint to another account',
      `receiver is ${account('6')}, the permit allows ${account('3')}`,
      effect('mint', 'e', { to: account('6') }),
      permit('mint'),
    ],
    [
      'a mint that no log shows against a named receiver',
      `receiver is not shown by any log, the permit allows ${account('3')}`,
      effect('mint', 'e', { to: '*', units: '100' }),
      permit('mint'),
    ],
    [
      'a transfer to another account',
      `receiver is ${account('7')}, the permit allows ${account('6')}`,
      effect('outflow', 'e', { to: account('7') }),
      permit('transfer'),
    ],
    [
      'a transfer that no log shows',
      `receiver is not shown by any log, the permit allows ${account('6')}`,
      effect('outflow', 'e', { to: '*', units: '100' }),
      permit('transfer'),
    ],
    [
      'a transfer of another asset',
      `asset is ${token('2')}, the permit allows ${token('1')}`,
      effect('outflow', 'e', { asset: token('2') }),
      permit('transfer'),
    ],
    [
      'a report from another chain',
      'is reported from another chain',
      effect('mint', 'e', {}, { chain: 'eip155:1' }),
      permit('mint'),
    ],
  ])('is mismatched: %s', (_, difference, one, allowed) => {
    expect(verdict(one, allowed)).toEqual({ is: 'mismatched', permit: allowed.id, difference });
  });

  it('names the permit that differs least', () => {
    const far = permit('transfer', { to: account('7'), asset: token('2') });
    const near = permit('transfer', { to: account('7') });
    expect(verdict(effect('outflow', 'e'), far, near)).toMatchObject({ is: 'mismatched', permit: near.id });
  });

  it.each([
    ['before', 99],
    ['after', 200],
    ['after', 5000],
  ])('is expired when it came %s its time (%i)', (when, ms) => {
    const allowed = permit('upgrade');
    expect(verdict(effect('upgrade', 'e', {}, { ms }), allowed)).toEqual({ is: 'expired', permit: allowed.id, when });
  });

  it('is in time within the second in which its permit began, where only a block’s second is known', () => {
    const late = permit('upgrade', {}, { from: 5_700, until: 9_000 });
    const at = (ms: number, source: 'block' | 'log') => verdict(effect('upgrade', 'e', {}, { ms, source }), late)?.is;
    expect([at(5_000, 'block'), at(4_000, 'block'), at(5_000, 'log'), at(9_000, 'block')]).toEqual([
      'permitted',
      'expired',
      'expired',
      'expired',
    ]);
  });

  it('is spent after the one upgrade that was signed', () => {
    const reconciler = createReconciler();
    const allowed = permit('upgrade');
    reconciler.permit(allowed);
    reconciler.effect(effect('upgrade', 'first', {}, { block: 1 }));
    reconciler.effect(effect('upgrade', 'second', {}, { block: 2 }));
    reconciler.effect(effect('code', 'third', {}, { block: 3 }));
    expect(['first', 'second', 'third'].map((id) => reconciler.verdict(id)?.is)).toEqual([
      'permitted',
      'spent',
      'spent',
    ]);
    expect(reconciler.spent(allowed)).toEqual({ units: 1n, uses: 1 });
  });

  it('is exceeded when more is minted than is left, and spent when nothing is', () => {
    const reconciler = createReconciler();
    const allowed = permit('mint');
    reconciler.permit(allowed);
    for (const [id, units, block] of [
      ['a', '40', 1],
      ['b', '61', 2],
      ['c', '60', 3],
      ['d', '1', 4],
    ] as const)
      reconciler.effect(effect('mint', id, { units }, { block }));
    expect(['a', 'b', 'c', 'd'].map((id) => reconciler.verdict(id))).toEqual([
      { is: 'permitted', permit: allowed.id },
      { is: 'exceeded', permit: allowed.id, left: '60' },
      { is: 'permitted', permit: allowed.id },
      { is: 'spent', permit: allowed.id },
    ]);
  });

  it('is spent when its uses are over, though units are left', () => {
    const reconciler = createReconciler();
    reconciler.permit(permit('transfer', { uses: 1 }));
    reconciler.effect(effect('outflow', 'a', { units: '1' }, { block: 1 }));
    reconciler.effect(effect('outflow', 'b', { units: '1' }, { block: 2 }));
    expect(reconciler.verdict('b')?.is).toBe('spent');
  });

  it('sixty trillion units are still counted to the last', () => {
    const limit = 60_000_000_000_000n * 10n ** 18n;
    const allowed = permit('mint', { limit: (limit - 1n).toString() });
    expect(verdict(effect('mint', 'e', { units: limit.toString() }), allowed)).toEqual({
      is: 'exceeded',
      permit: allowed.id,
      left: (limit - 1n).toString(),
    });
  });
});

describe('several permits', () => {
  it('for one key: each effect takes the one it fits best', () => {
    const small = permit('transfer', { limit: '50', uses: 1 }, { nonce: 's' });
    const large = permit('transfer', { limit: '100', uses: 1 }, { nonce: 'l' });
    const reconciler = createReconciler();
    for (const one of [large, small]) reconciler.permit(one);
    reconciler.effect(effect('outflow', 'a', { units: '50' }, { block: 1 }));
    reconciler.effect(effect('outflow', 'b', { units: '100' }, { block: 2 }));
    expect([reconciler.verdict('a'), reconciler.verdict('b')]).toEqual([
      { is: 'permitted', permit: small.id },
      { is: 'permitted', permit: large.id },
    ]);
  });

  it('a mint may spend the permit for its receiver and the one for anybody', () => {
    const named = permit('mint', { limit: '40' });
    const anybody = permit('mint', { to: '*', limit: '50' });
    const reconciler = createReconciler();
    reconciler.permit(named);
    for (const [id, to, block] of [
      ['a', '3', 1],
      ['b', '3', 2],
      ['c', '4', 3],
    ] as const)
      reconciler.effect(effect('mint', id, { to: account(to) }, { block }));
    expect(reconciler.verdict('b')?.is).toBe('spent');
    expect(reconciler.permit(anybody).map((change) => [change.effect.id, change.after?.is])).toEqual([
      ['b', 'permitted'],
      ['c', 'exceeded'],
    ]);
    expect(reconciler.spent(anybody)).toEqual({ units: 40n, uses: 1 });
  });

  it('one permit twice is one permit, and the narrower span holds', () => {
    const reconciler = createReconciler();
    const wide = permit('upgrade');
    reconciler.effect(effect('upgrade', 'a', {}, { ms: 150 }));
    expect(reconciler.permit(wide)).toHaveLength(1);
    expect(reconciler.permit(wide)).toEqual([]);
    expect(reconciler.permit({ ...wide, until: 150 })).toMatchObject([
      { before: { is: 'permitted' }, after: { is: 'expired', when: 'after' } },
    ]);
    expect(reconciler.permit(wide)).toEqual([]);
  });

  it('that no effect spends are kept out', () => {
    expect(createReconciler().permit(permit('raise'))).toEqual([]);
    expect(createReconciler().spent(permit('raise'))).toEqual({ units: 0n, uses: 0 });
  });
});

describe('what comes late', () => {
  it('a permit turns absent into permitted', () => {
    const reconciler = createReconciler();
    const one = effect('upgrade', 'a');
    reconciler.effect(one);
    const late = permit('upgrade');
    expect(reconciler.permit(late)).toEqual([
      { effect: one, before: { is: 'absent' }, after: { is: 'permitted', permit: late.id } },
    ]);
  });

  it('an earlier effect takes the permit from a later one, and only contenders are judged again', () => {
    const reconciler = createReconciler();
    reconciler.permit(permit('upgrade'));
    reconciler.effect(effect('upgrade', 'later', {}, { block: 9 }));
    reconciler.effect(effect('mint', 'other', {}, { block: 9 }));
    expect(
      reconciler
        .effect(effect('upgrade', 'earlier', {}, { block: 2 }))
        .map((change) => [change.effect.id, change.before?.is, change.after?.is]),
    ).toEqual([
      ['later', 'permitted', 'spent'],
      ['earlier', undefined, 'permitted'],
    ]);
  });

  it('an effect again changes nothing', () => {
    const reconciler = createReconciler();
    const one = effect('mint', 'a', { units: '60' });
    const allowed = permit('mint');
    reconciler.permit(allowed);
    reconciler.effect(one);
    expect(reconciler.effect(one)).toEqual([]);
    expect(reconciler.spent(allowed)).toEqual({ units: 60n, uses: 1 });
  });

  it('inside one block the place decides', () => {
    const reconciler = createReconciler();
    reconciler.permit(permit('upgrade'));
    reconciler.effect(effect('upgrade', 'a', {}, { index: 5 }));
    reconciler.effect(effect('upgrade', 'b', {}, { index: 4 }));
    expect(reconciler.verdict('b')?.is).toBe('permitted');
  });
});

describe('a reorganisation', () => {
  it('gives back what the retracted effect had spent', () => {
    const reconciler = createReconciler();
    const allowed = permit('upgrade');
    reconciler.permit(allowed);
    const first = effect('upgrade', 'first', {}, { block: 1 });
    reconciler.effect(first);
    reconciler.effect(effect('upgrade', 'second', {}, { block: 2 }));
    expect(
      reconciler.retract('first').map((change) => [change.effect.id, change.before?.is, change.after?.is]),
    ).toEqual([
      ['first', 'permitted', undefined],
      ['second', 'spent', 'permitted'],
    ]);
    expect(reconciler.verdict('first')).toBeUndefined();
    expect(reconciler.retract('second')).toHaveLength(1);
    expect(reconciler.spent(allowed)).toEqual({ units: 0n, uses: 0 });
  });

  it('that brings the same effect in another block judges it anew', () => {
    const reconciler = createReconciler();
    reconciler.permit(permit('upgrade'));
    reconciler.effect(effect('upgrade', 'in-block-a'));
    reconciler.retract('in-block-a');
    reconciler.effect(effect('upgrade', 'in-block-b'));
    expect(reconciler.verdict('in-block-b')?.is).toBe('permitted');
  });

  it('back to the first block brings its effect back', () => {
    const reconciler = createReconciler();
    const one = effect('upgrade', 'a');
    reconciler.effect(one);
    reconciler.retract('a');
    expect(reconciler.effect(one)).toHaveLength(1);
    expect(reconciler.verdict('a')).toEqual({ is: 'absent' });
  });

  it('that is heard of before its effect keeps the effect out once', () => {
    const reconciler = createReconciler();
    expect(reconciler.retract('a')).toEqual([]);
    expect(reconciler.effect(effect('upgrade', 'a'))).toEqual([]);
    expect(reconciler.effect(effect('upgrade', 'a'))).toHaveLength(1);
  });

  it('takes back an effect that needed no permit, and one that could have none', () => {
    const reconciler = createReconciler();
    reconciler.effect(effect('burn', 'a'));
    reconciler.effect(effect('outflow', 'b', { to: '*' }));
    expect(reconciler.retract('a')).toEqual([]);
    expect(reconciler.retract('b')).toMatchObject([{ before: { is: 'absent' }, after: undefined }]);
  });
});
