import type { Span } from '../ir/moduleIr.ts';
import type { CheckKind } from './catalog/checkCatalog.ts';
import type { MoneyRedirect } from './money/moneyRedirects.ts';

/** What a source gives. `key` is secret by what is done with it or where it comes from; the others may be. */
export const SOURCE_KINDS = [
  'key',
  'wallet',
  'credential',
  'environment',
  'clipboard',
  'host',
  // What the network answered: a source for code that is run.
  'download',
  // What somebody can guess who knows when and where the program ran: a source for keys that are made of it.
  'guessable',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Where a flow ends. `later`: written to a file, message or store that something else may send; `key`: a key is made of it. */
export const SINK_KINDS = ['network', 'dns', 'process', 'later', 'message', 'code', 'key'] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

export interface FlowPoint {
  readonly file: string;
  readonly span: Span;
  /** In words, without a verb's subject: `is the seed that fromMnemonic() takes`, `is sent by https.request()`. */
  readonly what: string;
}

/** Where a sink stands, so that it is found again in another version: by its function's name, or by what that does. */
export interface FlowSite {
  readonly file: string;
  /** The nearest function around it that has a name; empty for the module itself. */
  readonly within: string;
  /** A digest of what its function does, without names of its own and constants. */
  readonly code: string;
  /** A digest of how its function makes what the sink is given, without names of its own and constants. */
  readonly given: string;
  /** Hosts that stand in the package as text and are given to the sink; `*` for more than a few. */
  readonly hosts: readonly string[];
}

/**
 * What a way rests on: `guess` where a step of it is one; `across` where it leads through much of the program, whose objects
 * all know each other, so that what is secret and what is sent may have met only for the judge.
 */
export type Certainty = 'certain' | 'across' | 'guess';

/** One place where a flow ends. */
export interface FlowEnd {
  readonly site: FlowSite;
  readonly certainty: Certainty;
  readonly confidence: 'low' | 'medium' | 'high';
  /** Source first, sink last; every call, module border and container on the way. */
  readonly points: readonly FlowPoint[];
  /** How many steps the way has, told or not. */
  readonly length: number;
}

/** One way from a source to a sink, shortest first found. */
export interface Flow {
  readonly source: SourceKind;
  readonly sink: SinkKind;
  /**
   * How the source was recognised. `use`: it is used as a key by a primitive; `origin`: it comes from where keys lie
   * (decryption, wallet file, environment); `name`: a public name says so. `use` and `origin` do not change under renaming.
   */
  readonly by: 'use' | 'origin' | 'name';
  readonly confidence: 'low' | 'medium' | 'high';
  /** Source first, sink last; every call, module border and container on the way. */
  readonly points: readonly FlowPoint[];
  /** All places where what comes from such a source reaches such a sink: the surest and shortest first, which is the flow's own. */
  readonly ends: readonly FlowEnd[];
  /** The same flow in another version has the same key: source, sink and the API names they rest on; no line, host or local name. */
  readonly key: string;
}

/** What a file can do to the world outside it. */
export const CAPABILITIES = [
  'network',
  'dns',
  'process',
  'read-file',
  'write-file',
  'environment',
  'native',
  'eval',
  'clipboard',
  'wallet',
  'key',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export interface CapabilityUse {
  readonly capability: Capability;
  /** The API that gives it, as imported: `node:https.request`, `requests.post`, `global:fetch`. */
  readonly api: string;
  readonly file: string;
  readonly span: Span;
  /** Arguments that fold to constants, such as the host; at most 4, each cut to 200 characters. */
  readonly constants: readonly string[];
  /** Whether code outside every function reaches it: it happens at import or install. */
  readonly atLoad: boolean;
}

/** A check that a function makes, once for each function and kind. */
export interface CheckUse {
  readonly kind: CheckKind;
  /** As imported: `node:crypto.verify`, `py:jwt.decode`. */
  readonly api: string;
  readonly file: string;
  readonly span: Span;
}

/** What the flow analysis says of all modules of one package together. */
export interface FlowReport {
  readonly flows: readonly Flow[];
  readonly uses: readonly CapabilityUse[];
  readonly checks: readonly CheckUse[];
  readonly redirects: readonly MoneyRedirect[];
  /** Work that was given up at a limit, in words: the judgement is then partial. */
  readonly unread: readonly string[];
}
