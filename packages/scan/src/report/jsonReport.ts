import { digestSchema, type Digest, millisSchema, SEVERITIES, type Severity } from '@portcullis/model';
import { z } from 'zod';
import { CAPABILITIES } from '../flow/flowReport.ts';
import type { JudgedDependency, Judgement } from '../judge/judgement.ts';
import type { Provenance, ReleaseTrust } from '../trust/releaseTrust.ts';
import { CONFIDENCES, type Confidence, type Decision, DECISIONS, type PackageFinding } from '../packageFinding.ts';

/** A judgement as JSON: what {@link jsonReport} gives and docs/scan.md describes. */
export interface JudgementJson {
  readonly subject: string;
  readonly decision: Judgement['decision'];
  readonly partial: boolean;
  readonly digest: Digest;
  readonly since: { readonly subject: string; readonly digest: Digest } | null;
  readonly files: number;
  readonly bytes: number;
  readonly findings: readonly FindingJson[];
  readonly unread: readonly { readonly file: string; readonly why: string }[];
  readonly capabilities: readonly {
    readonly file: string;
    readonly capability: (typeof CAPABILITIES)[number];
    readonly api: string;
    readonly constants: readonly string[];
  }[];
  /** Who released it and what proves where it was built; null where there was nobody to ask. */
  readonly release: ReleaseJson | null;
  /** What an update brings beside itself. */
  readonly dependencies: readonly DependencyJson[];
}

interface ReleaseJson {
  readonly published: number | null;
  readonly publisher: string | null;
  readonly provenance: {
    readonly is: Provenance['is'];
    readonly repository: string | null;
    readonly commit: string | null;
    readonly ref: string | null;
    readonly workflow: string | null;
    readonly builder: string | null;
    readonly issuer: string | null;
    readonly why: string | null;
  };
}

/** One dependency: judged, or `why` it was not. */
interface DependencyJson {
  readonly name: string;
  readonly range: string;
  readonly through: readonly string[];
  readonly judged: {
    readonly subject: string;
    readonly digest: Digest;
    readonly decision: Judgement['decision'];
    readonly partial: boolean;
    readonly findings: readonly FindingJson[];
  } | null;
  readonly why: string | null;
}

interface FindingJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly decision: Decision;
  readonly why: string;
  readonly advice: string;
  readonly key: string;
  readonly places: readonly {
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly end_line: number | null;
    readonly end_column: number | null;
    readonly text: string | null;
    readonly what: string;
  }[];
  readonly permit: { readonly id: Digest; readonly until: number; readonly by: readonly string[] } | null;
}

/**
 * A judgement as one JSON value that {@link judgementJsonSchema} describes. Texts of the package stand in it as
 * they are: JSON escapes control characters, and what shows them must make them visible itself.
 */
export function jsonReport(judgement: Judgement): JudgementJson {
  const {
    subject,
    decision,
    isPartial,
    digest,
    since,
    files,
    bytes,
    findings,
    unread,
    capabilities,
    release,
    dependencies,
  } = judgement;
  return {
    subject: subject.toWellFormed(),
    decision,
    partial: isPartial,
    digest,
    since: since === undefined ? null : { subject: since.subject.toWellFormed(), digest: since.digest },
    files,
    bytes,
    findings: findings.map(findingJson),
    unread: unread.map(({ file, why }) => ({ file: file.toWellFormed(), why: why.toWellFormed() })),
    capabilities: capabilities.map(({ file, capability, api, constants }) => ({
      file: file.toWellFormed(),
      capability,
      api: api.toWellFormed(),
      constants: constants.map((constant) => constant.toWellFormed()),
    })),
    release: release === undefined ? null : releaseJson(release),
    dependencies: dependencies.map(dependencyJson),
  };
}

function releaseJson({ published, publisher, provenance }: ReleaseTrust): ReleaseJson {
  const known = provenance.is === 'verified' ? provenance : undefined;
  const text = (value: string | undefined): string | null => value?.toWellFormed() ?? null;
  return {
    published: published ?? null,
    publisher: text(publisher?.name),
    provenance: {
      is: provenance.is,
      repository: text(known?.repository),
      commit: text(known?.commit),
      ref: text(known?.ref),
      workflow: text(known?.workflow),
      builder: text(known?.builder),
      issuer: text(known?.issuer),
      why: 'why' in provenance ? text(provenance.why) : null,
    },
  };
}

function dependencyJson(dependency: JudgedDependency): DependencyJson {
  const { name, range, through } = dependency;
  return {
    name: name.toWellFormed(),
    range: range.toWellFormed(),
    through: through.map((one) => one.toWellFormed()),
    judged: dependency.is === 'judged' ? shortJson(dependency.judgement) : null,
    why: dependency.is === 'judged' ? null : dependency.why.toWellFormed(),
  };
}

function shortJson({ subject, digest, decision, isPartial, findings }: Judgement): DependencyJson['judged'] {
  return {
    subject: subject.toWellFormed(),
    digest,
    decision,
    partial: isPartial,
    findings: findings.map(findingJson),
  };
}

function findingJson(finding: PackageFinding): FindingJson {
  const { rule, severity, confidence, decision, why, advice, key, places, permit } = finding;
  return {
    rule,
    severity,
    confidence,
    decision,
    why: why.toWellFormed(),
    advice: advice.toWellFormed(),
    key: key.toWellFormed(),
    places: places.map(({ file, line, column, endLine, endColumn, text, what }) => ({
      file: file.toWellFormed(),
      line: line ?? null,
      column: column ?? null,
      end_line: endLine ?? null,
      end_column: endColumn ?? null,
      text: text?.toWellFormed() ?? null,
      what: what.toWellFormed(),
    })),
    permit: permit === undefined ? null : { id: permit.id, until: permit.until, by: [...permit.by] },
  };
}

const position = z.int().min(1).nullable();

const findingSchema: z.ZodType<FindingJson> = z.strictObject({
  rule: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/),
  severity: z.enum(SEVERITIES),
  confidence: z.enum(CONFIDENCES),
  decision: z.enum(DECISIONS),
  why: z.string().min(1),
  advice: z.string().min(1),
  key: z.string().min(1),
  places: z
    .array(
      z.strictObject({
        file: z.string(),
        line: position,
        column: position,
        end_line: position,
        end_column: position,
        text: z.string().nullable(),
        what: z.string(),
      }),
    )
    .min(1),
  permit: z.strictObject({ id: digestSchema, until: millisSchema, by: z.array(z.string()) }).nullable(),
});

export const judgementJsonSchema: z.ZodType<JudgementJson> = z.strictObject({
  subject: z.string().min(1),
  decision: z.enum(['pass', 'review', 'hold']),
  partial: z.boolean(),
  digest: digestSchema,
  since: z.strictObject({ subject: z.string(), digest: digestSchema }).nullable(),
  files: z.int().min(0),
  bytes: z.int().min(0),
  findings: z.array(findingSchema),
  unread: z.array(z.strictObject({ file: z.string(), why: z.string() })),
  capabilities: z.array(
    z.strictObject({
      file: z.string(),
      capability: z.enum(CAPABILITIES),
      api: z.string(),
      constants: z.array(z.string()),
    }),
  ),
  release: z
    .strictObject({
      published: millisSchema.nullable(),
      publisher: z.string().nullable(),
      provenance: z.strictObject({
        is: z.enum(['verified', 'absent', 'unchecked', 'invalid']),
        repository: z.string().nullable(),
        commit: z.string().nullable(),
        ref: z.string().nullable(),
        workflow: z.string().nullable(),
        builder: z.string().nullable(),
        issuer: z.string().nullable(),
        why: z.string().nullable(),
      }),
    })
    .nullable(),
  dependencies: z.array(
    z.strictObject({
      name: z.string(),
      range: z.string(),
      through: z.array(z.string()),
      judged: z
        .strictObject({
          subject: z.string().min(1),
          digest: digestSchema,
          decision: z.enum(['pass', 'review', 'hold']),
          partial: z.boolean(),
          findings: z.array(findingSchema),
        })
        .nullable(),
      why: z.string().nullable(),
    }),
  ),
});
