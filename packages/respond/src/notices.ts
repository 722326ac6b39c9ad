import type { Estate, Recorded } from '@portcullis/model';
import { idOf } from './orderId.ts';
import type { NoticeEvent, PendingNotice, Recipient } from './respondState.ts';

/** Every way to reach these custodians (each way is a notice of its own) and these integrators, each once. */
export function recipientsOf(estate: Estate, page: readonly string[], tell: readonly string[]): readonly Recipient[] {
  const custodians = [...new Set(page)].flatMap((id) =>
    (estate.custodians.find((person) => person.id === id && person.status === 'active')?.reach ?? []).map(
      (_, reach): Recipient => ({ is: 'custodian', id, reach }),
    ),
  );
  return [...custodians, ...[...new Set(tell)].map((id): Recipient => ({ is: 'integrator', id }))];
}

/** The notices of one event. Their ids follow from event, subject and recipient alone, so that a second fold makes the same ones. */
export function noticesOf(
  what: NoticeEvent,
  to: readonly Recipient[],
  { index, entry }: Recorded,
): readonly PendingNotice[] {
  return to.map((recipient) => ({
    id: noticeId(what, recipient),
    to: recipient,
    what,
    at: entry.at.ms,
    key: entry.key,
    index,
    attempts: 0,
  }));
}

/** The idempotency key of a notice: the receiver may see a notice twice, but never one event under two ids. */
export function noticeId(what: NoticeEvent, to: Recipient): string {
  const subject = 'finding' in what ? what.finding : what.order;
  return idOf(what.event, subject, recipientName(to));
}

/** One name for one way of reaching somebody; a custodian and an integrator may have the same id. */
export function recipientName(to: Recipient): string {
  return to.is === 'custodian' ? `page/${to.id}/${to.reach}` : `tell/${to.id}`;
}
