import type { Millis } from '@portcullis/model';
import { gateOf } from '@portcullis/respond';
import { intentStateAt } from '@portcullis/signoff';
import type { ChainStatus, Status } from './status.ts';
import { VERSION } from './version.ts';
import type { World } from './world.ts';

/** So many findings and intents stand in a status, newest first; the rest is behind their own paths. */
const MOST = 200;

/** The status as one value, from the fold and the sensors' places. */
export function statusOf(input: {
  readonly world: World;
  readonly chains: readonly ChainStatus[];
  readonly now: Millis;
  readonly onDisk: string;
  readonly root: string;
}): Status {
  const { world, now } = input;
  const { estate } = world.signoff;
  return {
    version: VERSION,
    estate: {
      name: estate?.name ?? '',
      digest: estate?.digest ?? '',
      differs_on_disk: estate?.digest !== input.onDisk,
    },
    chains: input.chains,
    gates: (estate?.gates ?? []).map(({ id, lever }) => {
      const { state, since, by } = gateOf(world.respond, id);
      return {
        id,
        lever,
        state,
        since: since === 0 ? null : since,
        by: by === undefined ? null : 'finding' in by ? by.finding : by.intent,
      };
    }),
    findings: newest(world.findings.values()).map(({ finding, finality, retracted }) => ({
      id: finding.id,
      rule: finding.rule,
      severity: finding.severity,
      breach: finding.breach,
      subject: finding.subject,
      why: finding.why,
      advice: finding.advice,
      at: finding.at.ms,
      finality,
      retracted: retracted ?? null,
    })),
    intents: newest(world.signoff.intents.values()).map((record) => ({
      id: record.id,
      kind: record.intent.kind,
      state: intentStateAt(record, now),
      counted: (record.tally?.counted ?? []).map(({ custodian }) => custodian),
      needed: record.tally?.quorum.needed ?? 0,
      expires: record.intent.expires,
    })),
    journal: { size: world.size, root: input.root },
  };
}

function newest<One>(all: Iterable<One>): One[] {
  return [...all].slice(-MOST).toReversed();
}
