import type { Decision, FindingEnd, PackageFinding, Place } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import { type LineStarts, placeOf } from '../textOf.ts';
import type { Flow, FlowPoint } from './flowReport.ts';

/** How a text is found again for the places of a flow. */
export type TextAt = (file: string) => { readonly text: string; readonly starts: LineStarts } | undefined;

/**
 * A flow as a finding, with its way in words; undefined for what is every day's work (a password that is hashed
 * and stored, a host name in a log).
 */
export function flowFinding(flow: Flow, textAt: TextAt): PackageFinding | undefined {
  const rule = ruleOf(flow);
  if (rule === undefined) return undefined;
  const { severity, title, advice } = RULES[rule];
  const [first, ...others] = flow.ends.map(({ site, certainty, confidence, points, length }): FindingEnd => ({
    site,
    certainty,
    confidence,
    decision: decisionOf(rule, confidence),
    length,
    places: points.map((point) => placeIn(point, textAt)),
    why: `${capital(title)}: ${route(points)}.`,
  }));
  if (first === undefined) return undefined;
  const { confidence, decision, places, why } = first;
  return {
    rule,
    severity,
    confidence,
    decision,
    places,
    why:
      others.length === 0
        ? why
        : `${why.replace(/\.$/u, '')}, and in ${others.length} more ${others.length === 1 ? 'place' : 'places'}.`,
    advice,
    key: `${rule} ${flow.key}`,
    ends: [first, ...others],
  };
}

function ruleOf({ source, sink }: Flow): Rule | undefined {
  const isOut = sink === 'network' || sink === 'dns';
  switch (source) {
    case 'key':
      if (isOut) return 'flow.key-to-network';
      if (sink === 'process') return 'flow.key-to-process';
      return sink === 'message' || sink === 'later' ? 'flow.key-to-store' : undefined;
    case 'wallet':
      if (isOut) return 'flow.wallet-to-network';
      return sink === 'process' ? 'flow.key-to-process' : undefined;
    case 'environment':
      return isOut ? 'flow.environment-to-network' : undefined;
    case 'credential':
      return isOut ? 'flow.credential-to-network' : undefined;
    case 'clipboard':
      return isOut ? 'flow.clipboard-to-network' : undefined;
    case 'host':
      return isOut ? 'flow.host-to-network' : undefined;
    case 'download':
      return sink === 'code' || sink === 'process' ? 'flow.download-to-code' : undefined;
    case 'guessable':
      return sink === 'key' ? 'flow.guessable-to-key' : undefined;
  }
}

/**
 * What a flow asks for where no earlier version is known. Only what no honest package does is held at first
 * sight: an API token that is sent to its API, or a keystore that is written, is every day's work.
 */
function decisionOf(rule: Rule, confidence: Flow['confidence']): Decision {
  switch (rule) {
    case 'flow.key-to-network':
    case 'flow.wallet-to-network':
      return confidence === 'high' ? 'hold' : 'review';
    case 'flow.environment-to-network':
      return confidence === 'high' ? 'hold' : 'review';
    case 'flow.key-to-process':
    case 'flow.clipboard-to-network':
    case 'flow.download-to-code':
      return 'review';
    // Programs for tests and games make keys that are worth nothing.
    case 'flow.guessable-to-key':
      return confidence === 'high' ? 'review' : 'note';
    default:
      return 'note';
  }
}

function placeIn({ file, span, what }: FlowPoint, textAt: TextAt): Place {
  const found = textAt(file);
  return found === undefined ? { file, what } : placeOf(file, found.text, found.starts, span, what);
}

/** Source and sink in words, and the files between them. */
function route(points: readonly FlowPoint[]): string {
  const files = [...new Set(points.map(({ file }) => file))];
  const where = files.length > 1 ? `by way of ${files.join(' → ')}` : `in ${files.join('')}`;
  // `is the key that …` names something itself; what `is read from …` does not.
  const said = points[0]?.what ?? '';
  const source = /^is (the|what) /u.test(said) ? said.slice('is '.length) : `what ${said}`;
  return `${source} ${points.at(-1)?.what ?? ''}, ${where}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
