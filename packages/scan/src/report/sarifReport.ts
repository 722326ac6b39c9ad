import { digestOf, type Severity } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';
import type { Judgement } from '../judge/judgement.ts';
import type { Decision, PackageFinding, Place } from '../packageFinding.ts';
import { RULES, type Rule } from '../rules.ts';
import type { SarifLevel, SarifLocation, SarifLog, SarifResult, SarifRun } from './sarif.ts';

export interface SarifOptions {
  /** Version of Portcullis, `1.2.3`. */
  readonly version: string;
  /**
   * Folder, relative to the repository, that a judged folder is: code hosts then show the finding beside the
   * code. Undefined for an archive, whose files stand nowhere.
   */
  readonly folderOf?: (judgement: Judgement) => string | undefined;
  /** Targets that could not be judged at all. */
  readonly failed?: readonly { readonly target: string; readonly why: string }[];
}

const FINGERPRINT = 'portcullisFindingKey/v1';
const NOTIFICATIONS = [
  ['scan.unread', 'a part of the package was not read', 'Treat the package as not judged in that part.', 'warning'],
  ['scan.failed', 'the package could not be judged', 'Mend what the message names and run again.', 'error'],
] as const;

/**
 * Judgements as one SARIF 2.1.0 log with one run, however many packages: a code host takes one run of a tool and
 * category an upload, and compares it with the last. Deterministic: holds no time and no machine.
 *
 * A way through code is a code flow, and the finding stands where the way ends; what a permit lets through is an accepted suppression;
 * what was not read is a notification, so that no reader takes silence for clean.
 */
export function sarifReport(judgements: readonly Judgement[], options: SarifOptions): SarifLog {
  const failed = options.failed ?? [];
  const used = [...new Set(judgements.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].toSorted();
  const run: SarifRun = {
    tool: {
      driver: {
        name: 'Portcullis',
        semanticVersion: options.version,
        rules: used.map(ruleOf),
        notifications: NOTIFICATIONS.map(([id, text, help, level]) => ({
          id,
          shortDescription: { text },
          help: { text: help },
          defaultConfiguration: { level },
          properties: {},
        })),
      },
    },
    automationDetails: { id: 'portcullis/scan/' },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: failed.length === 0,
        toolExecutionNotifications: [
          ...judgements.flatMap((judgement) =>
            judgement.unread.map(({ file, why }) => ({
              descriptor: { id: NOTIFICATIONS[0][0], index: 0 },
              level: NOTIFICATIONS[0][3],
              message: { text: printable(`Not read: ${why}`) },
              locations: [locationOf({ file, what: '' }, judgement, options)],
            })),
          ),
          ...failed.map(({ target, why }) => ({
            descriptor: { id: NOTIFICATIONS[1][0], index: 1 },
            level: NOTIFICATIONS[1][3],
            message: { text: printable(`${target}: ${why}`) },
            locations: [],
          })),
        ],
      },
    ],
    results: judgements.flatMap((judgement) =>
      judgement.findings.map((finding) => resultOf(finding, judgement, used.indexOf(finding.rule), options)),
    ),
  };
  return { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
}

const LEVEL: Readonly<Record<Decision, SarifLevel>> = { hold: 'error', review: 'warning', note: 'note' };
/** The scale of CVSS, by which code hosts sort. */
const SCORE: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.0',
};

function ruleOf(id: Rule): SarifRun['tool']['driver']['rules'][number] {
  const { severity, title, advice } = RULES[id];
  const level = severity === 'critical' || severity === 'high' ? 'error' : severity === 'medium' ? 'warning' : 'note';
  return {
    id,
    shortDescription: { text: title },
    help: { text: advice },
    defaultConfiguration: { level },
    properties: { tags: ['security', 'supply-chain'], 'security-severity': SCORE[severity] },
  };
}

function resultOf(
  finding: PackageFinding,
  judgement: Judgement,
  ruleIndex: number,
  options: SarifOptions,
): SarifResult {
  const { places, permit } = finding;
  const isWay = finding.rule.startsWith('flow.') && places.length > 1;
  const main = places.at(isWay ? -1 : 0);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVEL[finding.decision],
    kind: 'fail',
    message: { text: printable(`${finding.why} ${finding.advice}`) },
    locations: main === undefined ? [] : [locationOf(main, judgement, options)],
    ...(places.length < 2
      ? {}
      : {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: places.map((place, index) => ({
                    location: locationOf(place, judgement, options),
                    importance: index === 0 || index === places.length - 1 ? 'essential' : 'important',
                  })),
                },
              ],
            },
          ],
        }),
    partialFingerprints: { [FINGERPRINT]: digestOf(`${nameOf(judgement.subject)}\n${finding.key}`) },
    ...(permit === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: printable(
                `Permit ${permit.id}, signed by ${permit.by.join(' and ')}, until ${new Date(permit.until).toISOString()}`,
              ),
            },
          ],
        }),
    properties: {
      package: printable(judgement.subject),
      decision: finding.decision,
      severity: finding.severity,
      confidence: finding.confidence,
      digest: judgement.digest,
    },
  };
}

function locationOf(place: Place, judgement: Judgement, options: SarifOptions): SarifLocation {
  const { file, line, column, endLine, endColumn, text, what } = place;
  const folder = folderOf(judgement, options);
  return {
    physicalLocation: {
      artifactLocation: { uri: [folder, uriOf(file)].filter((part) => part !== '').join('/') },
      ...(line === undefined
        ? {}
        : {
            region: {
              startLine: line,
              ...(column === undefined ? {} : { startColumn: column }),
              ...(endLine === undefined ? {} : { endLine }),
              ...(endColumn === undefined ? {} : { endColumn }),
              ...(text === undefined || text === '' ? {} : { snippet: { text: printable(text) } }),
            },
          }),
    },
    logicalLocations: [{ fullyQualifiedName: printable(judgement.subject), kind: 'package' }],
    ...(what === '' ? {} : { message: { text: printable(what) } }),
  };
}

function folderOf(judgement: Judgement, options: SarifOptions): string {
  const folder = options.folderOf?.(judgement);
  if (folder !== undefined) return uriOf(folder);
  const { subject } = judgement;
  // A package URL is percent-encoded already.
  return /^pkg:[\w%@.+/~-]+$/.test(subject) ? subject.slice('pkg:'.length) : uriOf(subject);
}

/** A relative reference (RFC 3986): no segment of a hostile name can make it absolute or climb out. */
function uriOf(path: string): string {
  const segments = path.toWellFormed().split('/');
  return segments
    .filter((segment) => segment !== '' && segment !== '.')
    .map((segment) => (segment === '..' ? '%2E%2E' : encodeURIComponent(segment)))
    .join('/');
}

/** The package without its version: the same finding in the next version is the same alert. */
function nameOf(subject: string): string {
  return subject.startsWith('pkg:') ? (subject.split('@')[0] ?? subject) : subject;
}
