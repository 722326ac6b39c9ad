import type { Decision, PackageFinding } from '../../packageFinding.ts';
import { RULES } from '../../rules.ts';
import { placeOf } from '../../textOf.ts';
import type { TextAt } from '../flowFinding.ts';
import { isTestFile } from '../program/withoutTests.ts';
import type { MoneyRedirect } from './moneyRedirects.ts';

const RULE = 'flow.money-redirected';
const MOST_PLACES = 8;

/**
 * Redirects of money as findings, one an address and way. A package that pays somebody may well say whom, so at first sight only what
 * takes the place of what a caller gave is to be read.
 */
export function redirectFindings(redirects: readonly MoneyRedirect[], textAt: TextAt): PackageFinding[] {
  const own = redirects.filter(({ file }) => !isTestFile(file));
  return [...Map.groupBy(own, ({ how, address }) => `${RULE} ${how} ${address}`)].map(([key, all]) => {
    const { severity, advice } = RULES[RULE];
    const first = all.find(({ isCertain }) => isCertain) ?? (all[0] as MoneyRedirect);
    const places = [first, ...all.filter((one) => one !== first)].slice(0, MOST_PLACES).map((one) => {
      const { file, span, address, through } = one;
      const what = `makes ${address} what ${through} ${through.endsWith('()') ? 'is given' : 'says'}`;
      const found = textAt(file);
      return found === undefined ? { file, what } : placeOf(file, found.text, found.starts, span, what);
    });
    return {
      rule: RULE,
      severity,
      confidence: first.isCertain ? 'high' : 'medium',
      decision: decisionOf(first),
      places,
      why: whyOf(first),
      advice,
      key,
    };
  });
}

function decisionOf({ how, isCertain }: MoneyRedirect): Decision {
  return how === 'instead' && isCertain ? 'review' : 'note';
}

function whyOf({ how, address, through, file, isCertain }: MoneyRedirect): string {
  const perhaps = isCertain ? '' : ' perhaps';
  return how === 'instead'
    ? `The address ${address} stands in ${file} and takes${perhaps} the place of what the caller gave as ${through}.`
    : `The address ${address} stands in the package and is${perhaps} who is paid by ${through} in ${file}, whatever the caller wants.`;
}
