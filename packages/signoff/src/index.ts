export { attributeSignature } from './attributeSignature.ts';
export { checkIntent } from './checkIntent.ts';
export {
  CLOCK_SKEW,
  type CountInput,
  countSignoffs,
  type IntentSignature,
  type VerifyIntentSignature,
} from './countSignoffs.ts';
export { createIntent, type IntentContext, type IntentFields } from './createIntent.ts';
export { createSignoffFold, type SignoffFold } from './createSignoffFold.ts';
export { describeIntent } from './describeIntent.ts';
export { estateKeys, type EstateKeys, type Holder } from './estateKeys.ts';
export { type NextWindow, permitOf, type PermitInput, type WindowSpan } from './permitOf.ts';
export { nextWindow } from './nextWindow.ts';
export { type NeededQuorum, quorumOf } from './quorumOf.ts';
export { createSignatureMemo } from './signatureMemo.ts';
export { SignoffFault, type SignoffFaultCode } from './signoffFault.ts';
export { signoffFold } from './signoffFold.ts';
export {
  INTENT_STATES,
  type IntentRecord,
  type IntentState,
  intentStateAt,
  type Refusal,
  type RejectedEntry,
  type SignoffState,
} from './signoffState.ts';
export {
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  parseSshPublicKey,
  readSshPublicKey,
  type SshPublicKey,
} from './ssh/publicKey.ts';
export { parseSshSignature, type Presence, type SshSignature } from './ssh/sshSignature.ts';
export { type SshSignatureClaim, verifySshSignature } from './ssh/verifySshSignature.ts';
export type { CountedSignoff, Lack, RefusedSignoff, Tally } from './tally.ts';
export { type BundleVerdict, verifyBundle } from './verifyBundle.ts';
