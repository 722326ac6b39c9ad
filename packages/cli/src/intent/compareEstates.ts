import type { Estate } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';

/** Every member of an estate by its path, as text: what can be compared line by line. */
function members(estate: Estate): Map<string, string> {
  const out = new Map<string, string>();
  const put = (path: string, value: unknown): void => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [name, member] of Object.entries(value)) put(`${path}.${name}`, member);
    else out.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  };
  put('estate', estate.name);
  for (const { id, keys, ...person } of estate.custodians) {
    put(`custodians.${id}`, { declared: true, ...person });
    for (const { key, ...dates } of keys)
      put(`custodians.${id}.keys[${key.split(' ').slice(0, 2).join(' ')}]`, { counts: true, ...dates });
  }
  put('groups', estate.groups);
  put('policies', estate.policies);
  for (const chain of estate.chains) put(`chains.${chain.name}`, { id: chain.id, rpc: chain.rpc, depth: chain.depth });
  for (const { id, ...contract } of estate.contracts) put(`contracts.${id}`, contract);
  for (const { id, ...gate } of estate.gates) put(`gates.${id}`, gate);
  estate.playbooks.forEach((playbook, at) => put(`playbooks.${at}`, playbook));
  for (const { id, ...integrator } of estate.integrators) put(`integrators.${id}`, integrator);
  for (const { id, ...client } of estate.clients) put(`clients.${id}`, client);
  put('listen', estate.listen);
  return out;
}

/** What a new estate file changes, member by member, for those who sign it. */
export function compareEstates(before: Estate, after: Estate): string[] {
  const [old, now] = [members(before), members(after)];
  const lines: string[] = [];
  for (const [path, value] of old) {
    const next = now.get(path);
    if (next === undefined) lines.push(`  - ${path}: ${value}`);
    else if (next !== value) lines.push(`  ~ ${path}: ${value} → ${next}`);
  }
  for (const [path, value] of now) if (!old.has(path)) lines.push(`  + ${path}: ${value}`);
  return [
    '',
    lines.length === 0 ? 'Only comments or spelling change.' : 'What changes in the estate:',
    ...lines.map((line) => printable(line)),
  ];
}
