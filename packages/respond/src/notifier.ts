import type { NoticeMessage } from './noticeMessage.ts';

/** Where one notice goes. */
export interface Delivery {
  readonly url: string;
  /** The secret shared with the receiver, for the signature. */
  readonly secret: string | undefined;
  readonly message: NoticeMessage;
  /** Our clock at this attempt, in milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/**
 * The port of an adapter that hands a message to the other side. Resolves when the other
 * side has accepted it, and throws `RespondFault` otherwise. May be called again with the
 * same message; the receiver knows it by `message.id`. Every adapter passes `notifierConformance`.
 */
export interface Notifier {
  deliver(delivery: Delivery): Promise<void>;
}
