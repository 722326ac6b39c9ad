import type { NoticeMessage } from '../noticeMessage.ts';

export function exampleMessage(changes: Partial<NoticeMessage> = {}): NoticeMessage {
  return {
    v: 1,
    id: 'finding.raised:f1:tell/lender',
    event: 'finding.raised',
    estate: 'Example Staking',
    at: 1_700_000_000_000,
    severity: 'critical',
    title: 'Breach: upgrade.unpermitted on eip155:56:0x…',
    why: 'An upgrade that nobody signed.',
    advice: 'Drop the gate.',
    gates: [{ id: 'withdrawals', state: 'down', since: 1_700_000_000_000 }],
    verify: { entry: 7, key: 'f1' },
    ...changes,
  };
}
