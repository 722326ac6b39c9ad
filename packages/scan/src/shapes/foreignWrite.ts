import type { Confidence, Decision, PackageFinding, Place } from '../packageFinding.ts';
import { foreignTarget, type ForeignTarget } from './foreignTarget.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';
import { writtenPath } from './writtenPath.ts';

interface Seen {
  readonly target: ForeignTarget;
  readonly place: Place;
  readonly atLoad: boolean;
}

/**
 * Writes into the files of another package or of another program, which then does what this package wants, also when this
 * one is gone. Tools that patch do so when they are told to, and to what they are told; no build puts anything into a
 * program that is installed.
 */
export function foreignWrite(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const found = new Map<string, Seen>();
  for (const seen of view.notableCalls) {
    const path = writtenPath(view, seen);
    const target = path === undefined ? undefined : foreignTarget(view, path, file.path);
    if (target === undefined) continue;
    const words = wordsFor(target);
    if (found.get(words)?.atLoad === true) continue;
    found.set(words, {
      target,
      place: file.place(seen.call.span, `writes into ${words}`),
      atLoad: view.runsAtLoad(seen.in),
    });
  }
  const isTest = isTestPath(file.path);
  return [...found].flatMap(([words, { target, place, atLoad }]) => {
    const [confidence, decision] = weigh(target, atLoad);
    if (decision === undefined) return [];
    return shapeFinding(
      'shape.foreign-write',
      isTest ? 'low' : confidence,
      isTest ? 'note' : decision,
      [place],
      `${file.path} writes into ${words}${atLoad ? ' as soon as it is loaded' : ''}: that then does what this package wants.`,
      words,
    );
  });
}

function wordsFor(target: ForeignTarget): string {
  if (target.is === 'program') return `the files of ${target.name}`;
  return target.name === undefined ? 'the files of other packages' : `the files of the package ${target.name}`;
}

/** How sure it is that nobody asked for it, and what it asks for at first sight. */
function weigh(target: ForeignTarget, atLoad: boolean): [Confidence, Decision | undefined] {
  if (target.is === 'program') return ['high', 'hold'];
  if (target.handlesKeys) return ['high', atLoad ? 'hold' : 'review'];
  if (target.name === undefined) return ['medium', atLoad ? 'review' : undefined];
  return atLoad ? ['high', 'review'] : ['medium', 'note'];
}
