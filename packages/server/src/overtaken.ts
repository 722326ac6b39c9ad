import { dropsGate } from '@portcullis/respond';
import type { IntentRecord } from '@portcullis/signoff';
import type { World } from './world.ts';

/**
 * Why a signed raise may not be carried out any more; `undefined` while it may. Who signs a
 * raise judges what is known by then. Without this, a permit that begins later (a delay, a
 * window) would open the gate on a breach that came after its proposal: the gate was down
 * already, so that breach gave no order that could call the raise off.
 */
export function overtaken(world: World, { intent, proposed }: IntentRecord): string | undefined {
  const { estate } = world.signoff;
  if (intent.kind !== 'raise' || estate === undefined) return undefined;
  const since = (what: string): string =>
    `${what} since this raise was proposed. Propose it again, so that all who sign know.`;
  if (world.lastDrop(intent.gate) > proposed.index) return since(`The gate ${intent.gate} was ordered down`);
  for (const { finding, index, retracted } of world.respond.findings.values()) {
    if (!retracted && index > proposed.index && dropsGate(estate, finding, intent.gate))
      return since(`${finding.rule} was found on ${finding.subject}`);
  }
  return undefined;
}
