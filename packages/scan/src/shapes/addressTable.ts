import type { CallIr, StepIr } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { chainOfAddress, chainsOfPatterns, SHORTEST } from './cryptoAddress.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

/** Fewer are examples in a text. */
const FEWEST = 3;
/** A table to choose the most similar one from. */
const FEWEST_TO_CHOOSE = 6;

/** Longer texts are taken apart, into so many parts at most. */
const LONGEST_ALONE = 80;
const MOST_PARTS = 5_000;

/** Addresses of several chains in one file, and where they stand. */
interface Addresses {
  readonly chains: ReadonlySet<string>;
  readonly count: number;
  readonly first: { readonly start: number; readonly end: number };
}

/** The addresses that a file holds as literals; undefined where they are too few for a table. */
function addressesIn(view: ModuleView): Addresses | undefined {
  const chains = new Set<string>();
  const seen = new Set<string>();
  let first: Addresses['first'] | undefined;
  const { texts, columns } = view.steps;
  const look = (part: string, index: number): void => {
    const chain = chainOfAddress(part);
    if (chain === undefined) return;
    chains.add(chain);
    seen.add(part);
    first ??= view.module.values.spanOf(columns.gives[index] ?? -1);
  };
  for (const index of texts()) {
    const text = String(columns.constantAt(index));
    if (text.length < SHORTEST) continue;
    // A table may be one text that is taken apart.
    if (text.length > LONGEST_ALONE) for (const part of partsOf(text)) look(part, index);
    else look(text, index);
  }
  return first === undefined || seen.size < FEWEST ? undefined : { chains, count: seen.size, first };
}

/** The parts of a text that are long enough for an address. */
function partsOf(text: string): readonly string[] {
  // Only a long text can have more parts than are looked at.
  return text.length > 2 * MOST_PARTS ? text.split(/[^\w:]+/u).slice(0, MOST_PARTS) : (text.match(LONG_PART) ?? []);
}
const LONG_PART = new RegExp(`[\\w:]{${SHORTEST},}`, 'gu');

/**
 * A table of addresses of several chains in a file that looks for the nearest of them, or that knows addresses by
 * their form and replaces texts: what swaps the address a person checks for one that looks like it. Lists of
 * tokens and checkers of checksums have the one without the other.
 */
export function addressTable(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const addresses = addressesIn(view);
  if (addresses === undefined) return [];
  const distance =
    addresses.count < FEWEST_TO_CHOOSE ? undefined : view.module.steps.find((step) => isEditDistance(view, step));
  const isOfMany = addresses.chains.size + chainsOfPatterns(file.text).size >= 2;
  const nearest = distance?.is === 'call' && isOfMany ? distance : undefined;
  const swaps = isOfMany ? view.steps.calls().find((call) => replacesAddresses(file.text, view, call)) : undefined;
  const by = nearest ?? swaps;
  if (by === undefined) return [];
  const isTest = isTestPath(file.path);
  const places: Place[] = [
    file.place(addresses.first, `is one of ${addresses.count} addresses`),
    file.place(by.span, nearest === undefined ? 'replaces texts' : 'measures how far two texts are apart'),
  ];
  return [
    shapeFinding(
      'shape.address-table',
      isTest ? 'low' : 'high',
      isTest ? 'note' : 'hold',
      places,
      `${file.path} holds ${addresses.count} addresses of ${[...addresses.chains].toSorted().join(', ')} and ${nearest === undefined ? 'replaces texts that look like addresses' : 'looks for the one most like another'}.`,
      [...addresses.chains].toSorted().join(' '),
    ),
  ];
}

const REPLACE = /^(?:replace|replaceAll|sub|subn)$/u;

/** The heart of every edit distance: the least of three, two of them one more. */
export function isEditDistance(view: ModuleView, step: StepIr): boolean {
  if (step.is !== 'call' || step.arguments.length < 2) return false;
  if (!view.apisOf(step.callee).some((api) => api === 'global:Math.min' || api === 'global:min')) return false;
  const values = step.arguments.flatMap(({ value }) => {
    const nested = view.definitions(value).find((one) => one.is === 'call');
    return nested?.is === 'call' && view.apisOf(nested.callee).includes('global:Math.min')
      ? nested.arguments.map((one) => one.value)
      : [value];
  });
  const increments = values.filter((value) =>
    view
      .definitions(value)
      .some(
        (one) =>
          (one.is === 'join' && one.parts.length === 2 && one.parts.some((part) => view.textOf(part) === '1')) ||
          (one.is === 'compute' && one.from.some((part) => view.textOf(part) === '1')),
      ),
  );
  return values.length >= 3 && increments.length >= 2;
}

/** `text.replace(/0x[a-f0-9]{40}/g, other)`: what is replaced has the form of an address. */
export function replacesAddresses(text: string, view: ModuleView, call: CallIr): boolean {
  const isReplace = view
    .definitions(call.callee)
    .some((step) => step.is === 'load' && typeof step.key === 'string' && REPLACE.test(step.key));
  const pattern = view.argument(call, 0);
  if (!isReplace || pattern === undefined) return false;
  for (const value of view.madeOf(pattern)) {
    const span = view.module.values.spanOf(value);
    // A pattern is no value that the analysis reads: its source is.
    if (
      span !== undefined &&
      span.end - span.start < 300 &&
      chainsOfPatterns(text.slice(span.start, span.end)).size > 0
    )
      return true;
  }
  return false;
}
