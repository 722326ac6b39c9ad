import { erc20Asset, type Estate, type Finding, type Playbook, SEVERITIES } from '@portcullis/model';

/** The playbooks of an estate that a finding sets off, in the order of the file. */
export function matchPlaybooks(
  estate: Estate,
  finding: Pick<Finding, 'rule' | 'severity' | 'subject'>,
): readonly Playbook[] {
  return estate.playbooks.filter(
    (playbook) =>
      SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(playbook.least) &&
      (playbook.of === undefined || playbook.of.some((id) => isAbout(estate, id, finding.subject))) &&
      playbook.on.some((pattern) => matchesRule(pattern, finding.rule)),
  );
}

/** Whether a playbook of an estate drops a gate for a finding. */
export function dropsGate(
  estate: Estate,
  finding: Pick<Finding, 'rule' | 'severity' | 'subject'>,
  gate: string,
): boolean {
  return matchPlaybooks(estate, finding).some((playbook) => playbook.drop.includes(gate));
}

/** Whether a subject is a contract of the estate: the account itself, the token it is, or the admin it obeys. */
function isAbout(estate: Estate, id: string, subject: string): boolean {
  const contract = estate.contracts.find((one) => one.id === id);
  return (
    contract !== undefined &&
    (subject === contract.at || subject === contract.admin || subject === erc20Asset(contract.at))
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
