import { z } from 'zod';

/**
 * What the standard (SARIF 2.1.0, OASIS, sections 3.13 to 3.58) demands of the members that we write, and that
 * there are no others: names, ranges, and which member needs which.
 */
const message = z.strictObject({ text: z.string().min(1) });
const level = z.enum(['none', 'note', 'warning', 'error']);
/** 3.4.4: a relative reference, so no scheme, no authority, no leading slash, no bare percent. */
const uri = z
  .string()
  .regex(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})+$/)
  .refine((text) => !text.startsWith('/') && !/^[a-z][a-z0-9+.-]*:/i.test(text.split('/')[0] ?? ''), 'is relative')
  .refine((text) => !text.split('/').includes('..'), 'does not climb out');
const region = z
  .strictObject({
    startLine: z.int().min(1),
    startColumn: z.int().min(1).optional(),
    endLine: z.int().min(1).optional(),
    endColumn: z.int().min(1).optional(),
    snippet: message.optional(),
  })
  .refine(({ startLine, endLine }) => endLine === undefined || endLine >= startLine, 'ends after it begins');
const location = z.strictObject({
  physicalLocation: z.strictObject({ artifactLocation: z.strictObject({ uri }), region: region.optional() }),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })).min(1),
  message: message.optional(),
});
const descriptor = z.strictObject({
  id: z.string().min(1),
  shortDescription: message,
  help: message,
  defaultConfiguration: z.strictObject({ level }),
  properties: z.record(z.string(), z.unknown()),
});
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  kind: z.enum(['pass', 'open', 'informational', 'notApplicable', 'review', 'fail']),
  message,
  locations: z.array(location).length(1),
  codeFlows: z
    .array(
      z.strictObject({
        threadFlows: z
          .array(
            z.strictObject({
              locations: z
                .array(z.strictObject({ location, importance: z.enum(['important', 'essential', 'unimportant']) }))
                .min(1),
            }),
          )
          .min(1),
      }),
    )
    .optional(),
  partialFingerprints: z.record(z.string().min(1), z.string().min(1)),
  suppressions: z
    .array(
      z.strictObject({
        kind: z.enum(['inSource', 'external']),
        status: z.enum(['accepted', 'underReview', 'rejected']),
        justification: z.string(),
      }),
    )
    .optional(),
  properties: z.record(z.string(), z.unknown()),
});

export const sarifSchema: z.ZodType = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.array(
    z
      .strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            semanticVersion: z.string().regex(/^\d+\.\d+\.\d+/),
            rules: z.array(descriptor),
            notifications: z.array(descriptor),
          }),
        }),
        automationDetails: z.strictObject({ id: z.string() }),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(
              z.strictObject({
                descriptor: z.strictObject({ id: z.string(), index: z.int().min(0) }),
                level,
                message,
                locations: z.array(location),
              }),
            ),
          }),
        ),
        results: z.array(result),
      })
      // 3.27.6: the index leads to the rule of that id; 3.58.2 the same for notifications.
      .refine(
        ({ tool, results }) => results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId),
        'every ruleIndex leads to its rule',
      )
      .refine(
        ({ tool, invocations }) =>
          invocations.every(({ toolExecutionNotifications }) =>
            toolExecutionNotifications.every(
              (one) => tool.driver.notifications[one.descriptor.index]?.id === one.descriptor.id,
            ),
          ),
        'every notification leads to its descriptor',
      ),
  ),
});
