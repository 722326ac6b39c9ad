import { type Estate, type Finding, type Playbook, SEVERITIES } from '@portcullis/model';

/** The playbooks of an estate that a finding sets off, in the order of the file. */
export function matchPlaybooks(estate: Estate, finding: Pick<Finding, 'rule' | 'severity'>): readonly Playbook[] {
  return estate.playbooks.filter(
    (playbook) =>
      SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(playbook.least) &&
      playbook.on.some((pattern) => matchesRule(pattern, finding.rule)),
  );
}

/** Whether a pattern of a playbook names a rule: `*` stands for any characters of one part, and alone for every rule. */
export function matchesRule(pattern: string, rule: string): boolean {
  if (pattern === '*') return true;
  const patterns = pattern.split('.');
  const parts = rule.split('.');
  return patterns.length === parts.length && patterns.every((part, at) => matchesPart(part, parts[at] ?? ''));
}

/** Linear in both texts: a pattern from a file cannot make it slow, as a regular expression made from it could be. */
function matchesPart(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return head === text;
  const tail = rest.pop() ?? '';
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  let at = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - tail.length;
}
