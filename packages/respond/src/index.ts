export { type AnswerKey, answerKey } from './answers/answerKey.ts';
export { ANSWER_TYPE, type GateAnswer, gateAnswerSchema } from './answers/gateAnswer.ts';
export { signGateAnswer } from './answers/signGateAnswer.ts';
export { type GateQuestion, verifyGateAnswer } from './answers/verifyGateAnswer.ts';
export { type Authority, findingAuthority } from './authority.ts';
export { type Backoff, backoffMs, GATE_BACKOFF, NOTICE_BACKOFF } from './backoff.ts';
export { breachedAccounts } from './breachedAccounts.ts';
export { createResponder, type Responder, type ResponderOptions } from './createResponder.ts';
export type { Lever, LeverCheck, LeverOrder } from './lever.ts';
export { createLevers, type LeversOptions } from './levers/createLevers.ts';
export { dropsGate, matchesRule, matchPlaybooks } from './matchPlaybooks.ts';
export { type NoticeMessage, noticeMessage } from './noticeMessage.ts';
export type { Delivery, Notifier } from './notifier.ts';
export { createNtfyNotifier } from './notifiers/ntfy/ntfyNotifier.ts';
export { createWebhookNotifier } from './notifiers/webhook/webhookNotifier.ts';
export { webhookSignature } from './notifiers/webhook/webhookSignature.ts';
export { orderId } from './orderId.ts';
export { planResponse, type ResponsePlan } from './planResponse.ts';
export { readSecret } from './readSecret.ts';
export type { ResponderLog } from './responderLog.ts';
export { respondFold } from './respondFold.ts';
export { RespondFault, type RespondFaultCode } from './respondFault.ts';
export {
  answerOf,
  gateOf,
  type GatePlace,
  type GateState,
  type KnownFinding,
  type NoticeEvent,
  type Order,
  type PendingNotice,
  type PendingOrder,
  type Recipient,
  type RespondState,
} from './respondState.ts';
export type { RpcCall } from './rpcCall.ts';
export { sleepOrStop } from './sleepOrStop.ts';
