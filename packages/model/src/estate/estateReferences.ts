import { chainOfAccount, type AccountId } from '../ids/accountId.ts';
import type { EstateFile } from './estateSchema.ts';
import type { PathFault } from './parseEstate.ts';

/** What the shape alone cannot show: names that name nothing, names and keys used twice, quorums no group can give. */
export function estateReferences(file: EstateFile): PathFault[] {
  return [...twice(file), ...dangling(file), ...quorums(file), ...chains(file)];
}

function repeated(path: string | readonly string[], ids: readonly string[], what: string): PathFault[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) < at
      ? [{ path: [path, at].flat(), expected: `${what} used once; "${id}" stands here a second time` }]
      : [],
  );
}

function twice(file: EstateFile): PathFault[] {
  const faults = [
    ...repeated(
      'custodians',
      file.custodians.map((person) => person.id),
      'an id',
    ),
    ...repeated(
      'contracts',
      file.contracts.map((contract) => contract.id),
      'an id',
    ),
    ...repeated(
      'contracts',
      file.contracts.map((contract) => contract.at),
      'an account',
    ),
    ...repeated(
      'gates',
      file.gates.map((gate) => gate.id),
      'an id',
    ),
    ...repeated(
      'integrators',
      file.integrators.map((integrator) => integrator.id),
      'an id',
    ),
    ...repeated(
      'clients',
      file.clients.map((client) => client.id),
      'an id',
    ),
  ];
  const holder = new Map<string, string>();
  file.custodians.forEach((person, at) => {
    person.keys.forEach((entry, keyAt) => {
      const body = (typeof entry === 'string' ? entry : entry.key).split(' ')[1] ?? '';
      const other = holder.get(body);
      // One key counted for two persons would let one person meet a quorum of two.
      if (other !== undefined)
        faults.push({
          path: ['custodians', at, 'keys', keyAt],
          expected: `a key of one person; ${other} has this one`,
        });
      holder.set(body, person.id);
    });
  });
  if ('all' in file.groups)
    faults.push({ path: ['groups', 'all'], expected: 'another name: "all" always means every active custodian' });
  return faults;
}

function dangling(file: EstateFile): PathFault[] {
  const people = new Set(file.custodians.map((person) => person.id));
  const contracts = new Set(file.contracts.map((contract) => contract.id));
  const gates = new Set(file.gates.map((gate) => gate.id));
  const integrators = new Set(file.integrators.map((integrator) => integrator.id));
  const unknown = (
    path: readonly (string | number)[],
    names: readonly string[] | 'all',
    known: ReadonlySet<string>,
  ): PathFault[] =>
    names === 'all'
      ? []
      : names.flatMap((name, at) =>
          known.has(name)
            ? []
            : [{ path: [...path, at], expected: `one of ${[...known].join(', ') || '(none declared)'}` }],
        );
  return [
    ...Object.entries(file.groups).flatMap(([name, members]) => [
      ...unknown(['groups', name], members, people),
      ...repeated(['groups', name], members, 'a member'),
    ]),
    ...file.playbooks.flatMap((playbook, at) => [
      ...unknown(['playbooks', at, 'of'], playbook.of ?? [], contracts),
      ...unknown(['playbooks', at, 'drop'], playbook.drop, gates),
      ...unknown(['playbooks', at, 'page'], playbook.page, people),
      ...unknown(['playbooks', at, 'tell'], playbook.tell, integrators),
    ]),
  ];
}

function quorums(file: EstateFile): PathFault[] {
  const active = file.custodians.filter((person) => person.status === 'active').map((person) => person.id);
  return Object.entries(file.policies).flatMap(([name, policy]) => {
    const path = ['policies', name, 'quorum'];
    const { count, group } = policy.quorum;
    const members = group === 'all' ? active : file.groups[group]?.filter((id) => active.includes(id));
    if (members === undefined)
      return [
        {
          path,
          expected: `a group: all${Object.keys(file.groups)
            .map((known) => `, ${known}`)
            .join('')}`,
        },
      ];
    if (members.length === 0) return [{ path, expected: 'a group with at least one active custodian' }];
    if (count !== 'all' && count > members.length)
      return [{ path, expected: `at most ${members.length}: so many active custodians are in "${group}"` }];
    return [];
  });
}

function chains(file: EstateFile): PathFault[] {
  const known = new Set<string>(Object.values(file.chains).map((chain) => chain.id));
  const check = (path: readonly (string | number)[], account: AccountId | undefined): PathFault[] =>
    account === undefined || known.has(chainOfAccount(account))
      ? []
      : [{ path, expected: `an account on a declared chain: ${[...known].join(', ') || '(none declared)'}` }];
  return [
    ...repeated(
      'chains',
      Object.values(file.chains).map((chain) => chain.id),
      'a chain id',
    ),
    ...file.contracts.flatMap((contract, at) => [
      ...check(['contracts', at, 'at'], contract.at),
      ...check(['contracts', at, 'admin'], contract.admin),
      ...check(['contracts', at, 'supply', 'backing', 'account'], contract.supply?.backing.account),
    ]),
    ...file.gates.flatMap((gate, at) =>
      gate.lever === 'hold'
        ? []
        : gate.targets.flatMap((target, targetAt) => [
            ...check(['gates', at, 'targets', targetAt, 'pauses'], target.pauses),
            ...check(['gates', at, 'targets', targetAt, 'via'], target.via),
          ]),
    ),
  ];
}
