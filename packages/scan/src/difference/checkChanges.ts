import { CHECK_KINDS, type CheckKind } from '../flow/catalog/checkCatalog.ts';
import type { AnalysedCheck, Analysis } from '../judge/analysis.ts';
import type { Decision, PackageFinding } from '../packageFinding.ts';
import { RULES } from '../rules.ts';
import { stepOf } from './stepOf.ts';

const MEANING: Readonly<Record<CheckKind, string>> = {
  signature: 'signatures',
  comparison: 'secrets in constant time',
  certificate: 'certificates',
};

/** A scheme of signatures that a package brings itself now, and took from a library before, takes so much room at least. */
const OWN_SCHEME = 8 * 1024;

/**
 * What the version before checked and this one does not: a kind of check that is gone, or one that functions of a file made
 * which is still there. What checks is compared by its kind, so that one library may take another's place. A package of keys
 * that checks no signatures any more is held, but for a major step, in which what needed them may be gone as well, and for
 * one that has its own code now for what a dependency did that is gone.
 */
export function checkChanges(before: Analysis, after: Analysis): PackageFinding[] {
  return CHECK_KINDS.flatMap((kind) => {
    const was = before.checks.filter((one) => one.kind === kind);
    const is = after.checks.filter((one) => one.kind === kind);
    if (was.length === 0) return [];
    if (is.length === 0) return [gone(kind, was, before, after)];
    return kind === 'signature' && is.length < was.length ? fewer(was, is, after) : [];
  });
}

function gone(kind: CheckKind, was: readonly AnalysedCheck[], before: Analysis, after: Analysis): PackageFinding {
  const handlesKeys = before.handlesKeys || before.uses.some(({ capability }) => capability === 'key');
  const isHeld =
    kind === 'signature' && handlesKeys && stepOf(before, after) !== 'major' && !isOwnNow(was, before, after);
  return finding(
    isHeld ? 'hold' : 'review',
    'high',
    was,
    `The version before checked ${MEANING[kind]} (${apis(was)}), and this one does so nowhere.`,
    kind,
  );
}

/** What a library checked that is no dependency any more may be checked by code of the package. */
function isOwnNow(was: readonly AnalysedCheck[], before: Analysis, after: Analysis): boolean {
  const isDropped = ({ api }: AnalysedCheck): boolean => {
    const name = /^(?:npm|py):((?:@[^/.]+\/)?[^/.()]+)/u.exec(api)?.[1];
    return name !== undefined && name in before.declared.dependencies && !(name in after.declared.dependencies);
  };
  return was.every(isDropped) && sizeOf(after) - sizeOf(before) >= OWN_SCHEME;
}

function sizeOf({ files }: Analysis): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function fewer(was: readonly AnalysedCheck[], is: readonly AnalysedCheck[], after: Analysis): PackageFinding[] {
  const stays = new Set(after.files.map(({ path }) => path));
  const now = Map.groupBy(is, fileOf);
  const lost = [...Map.groupBy(was, fileOf)].filter(
    ([file, some]) => stays.has(file) && (now.get(file)?.length ?? 0) < some.length,
  );
  if (lost.length === 0) return [];
  const files = lost.map(([file]) => file);
  return [
    finding(
      'review',
      'medium',
      lost.flatMap(([, some]) => some),
      `Fewer functions check signatures than in the version before, in ${files.slice(0, 3).join(', ')}${files.length > 3 ? ' and more' : ''}.`,
      'fewer',
    ),
  ];
}

function fileOf({ place }: AnalysedCheck): string {
  return place.file;
}

function finding(
  decision: Decision,
  confidence: PackageFinding['confidence'],
  was: readonly AnalysedCheck[],
  why: string,
  what: string,
): PackageFinding {
  const rule = 'change.check-removed';
  const { severity, advice } = RULES[rule];
  const places = was.slice(0, 8).map(({ api, place: { file, text } }) => ({
    file,
    ...(text === undefined ? {} : { text }),
    what: `called ${api} in the version before`,
  }));
  return { rule, severity, confidence, decision, places, why, advice, key: `${rule} ${what}` };
}

function apis(checks: readonly AnalysedCheck[]): string {
  const names = [...new Set(checks.map(({ api, place }) => `${api} in ${place.file}`))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
