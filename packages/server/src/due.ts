import { type Digest, type Entry, type Millis, parseEstate, type Permit } from '@portcullis/model';
import { orderId } from '@portcullis/respond';
import { entryOf } from './judge.ts';
import { overtaken } from './overtaken.ts';
import type { World } from './world.ts';

/**
 * What permits allow the server itself to do at this moment, and was not done yet: move a
 * gate that people signed for, adopt an estate that the quorum of the old one signed.
 * Looked at after every sign-off and once a second, because a permit begins with time.
 */
export function dueEntries(world: World, now: Millis, heldEstate: (digest: Digest) => string | undefined): Entry[] {
  return [...world.signoff.permits.values()]
    .filter((permit) => permit.from <= now && now < permit.until)
    .flatMap((permit) => dueOf(world, permit, now, heldEstate));
}

function dueOf(world: World, permit: Permit, now: Millis, heldEstate: (digest: Digest) => string | undefined): Entry[] {
  const { intent, id } = permit;
  const about = { actor: 'server', now, causes: [`intent:${id}`] };
  switch (intent.kind) {
    case 'drop':
    case 'raise': {
      const by = { intent: id };
      const order = orderId(intent.kind, intent.gate, by);
      const known = world.signoff.estate?.gates.some((gate) => gate.id === intent.gate) === true;
      if (!known || world.respond.ordered.has(order)) return [];
      const record = world.signoff.intents.get(id);
      if (record === undefined || overtaken(world, record) !== undefined) return [];
      return [
        entryOf(
          { type: 'gate.ordered', body: { order, gate: intent.gate, move: intent.kind, by } },
          { ...about, key: order },
        ),
      ];
    }
    case 'estate': {
      // An intent of a former estate no longer changes anything: it was signed under another policy.
      if (world.signoff.estate?.digest !== intent.estate) return [];
      const text = heldEstate(intent.to);
      if (text === undefined || !parseEstate(text).ok) return [];
      return [
        entryOf(
          { type: 'estate.adopted', body: { digest: intent.to, text, intent: id } },
          { ...about, key: `estate:${id}` },
        ),
      ];
    }
    default:
      return [];
  }
}
