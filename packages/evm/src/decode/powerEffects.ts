import type { EvmAddress, Hex } from '@portcullis/model';
import type { ChainLog } from '../read/chainLog.ts';
import { wordIn } from '../read/reading.ts';
import { TOPIC } from '../read/signatures.ts';
import { addressOfWord, isAddressWord } from '../read/words.ts';
import type { BlockChange } from './effectsOf.ts';
import type { EffectWriter } from './effectWriter.ts';

type Seat = 'owner' | 'admin';

/**
 * Who has power: owners (EIP-173), proxy admins (EIP-1967) and AccessControl roles. Owners and
 * admins by their events and by what the contract and its slot say afterwards; roles by their
 * events alone, because a contract cannot be asked who holds one.
 */
export function powerEffects(change: BlockChange, writer: EffectWriter): void {
  const { before, reading } = change;
  for (const seat of ['admin', 'owner'] as const) {
    for (const key of Object.keys(before)) {
      if (key.startsWith(`${seat}/`)) seatEffects(change, writer, seat, key.slice(seat.length + 1) as EvmAddress);
    }
  }
  for (const log of reading.logs) {
    const [topic, role, account] = log.topics;
    if ((topic !== TOPIC.roleGranted && topic !== TOPIC.roleRevoked) || role === undefined || account === undefined)
      continue;
    if (before[`owner/${log.address}`] === undefined) continue;
    const grant = topic === TOPIC.roleGranted;
    const holder = addressOfWord(account);
    writer.fromLog(
      log,
      {
        kind: 'role',
        contract: writer.account(log.address),
        role,
        account: writer.account(holder),
        change: grant ? 'grant' : 'revoke',
      },
      [
        `Log ${log.index} of transaction ${log.tx}: ${grant ? 'RoleGranted' : 'RoleRevoked'}(${role}, ${holder}) by ${log.address}.`,
      ],
    );
  }
}

function seatEffects({ before, reading }: BlockChange, writer: EffectWriter, seat: Seat, contract: EvmAddress): void {
  const holderOf = (word: Hex | undefined): EvmAddress | undefined =>
    word === undefined || !isAddressWord(word) ? undefined : addressOfWord(word);
  const first = holderOf(wordIn(before, `${seat}/${contract}`));
  let known = first;
  const body = (to: EvmAddress) =>
    ({
      kind: 'admin',
      contract: writer.account(contract),
      role: seat,
      account: writer.account(to),
      ...(known === undefined ? {} : { before: writer.account(known) }),
    }) as const;

  for (const log of reading.logs) {
    const next = log.address === contract ? seatedBy(log, seat) : undefined;
    if (next === undefined || next === known) continue;
    const name = seat === 'owner' ? 'OwnershipTransferred' : 'AdminChanged';
    writer.fromLog(log, body(next), [`Log ${log.index} of transaction ${log.tx}: ${name} to ${next} by ${contract}.`]);
    known = next;
  }
  const now = holderOf(wordIn(reading.state, `${seat}/${contract}`));
  if (now === undefined || now === known) return;
  const read = seat === 'owner' ? `owner() of ${contract} answers` : `The EIP-1967 admin slot of ${contract} holds`;
  writer.fromState(seat, body(now), [
    `${read} ${now}; it was ${first ?? 'nobody'} in the block before, and no event says so.`,
  ]);
}

/** Whom a log seats: the last of the two addresses of `OwnershipTransferred` (indexed) or `AdminChanged` (data). */
function seatedBy(log: ChainLog, seat: Seat): EvmAddress | undefined {
  const [topic, , indexed] = log.topics;
  if (seat === 'owner')
    return topic === TOPIC.ownershipTransferred && indexed !== undefined ? addressOfWord(indexed) : undefined;
  return topic === TOPIC.adminChanged && log.data.length === 2 + 128
    ? (`0x${log.data.slice(2 + 64 + 24)}` as EvmAddress)
    : undefined;
}
