import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildProgram } from './program.ts';

const docs = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
const outputs = new URL('output/', import.meta.url);
const program = buildProgram(() => {
  throw new Error('nothing is run here');
});

/** Names of the members that a JSON Schema allows, at every depth. */
function membersOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { readonly properties?: Readonly<Record<string, unknown>> };
  return [
    ...Object.keys(properties),
    ...Object.values(properties).flatMap(membersOf),
    ...['items', 'anyOf', 'oneOf'].flatMap((name) =>
      [(schema as Readonly<Record<string, unknown>>)[name]].flat().flatMap(membersOf),
    ),
  ];
}

describe('docs/cli.md', () => {
  it('has every command', () => {
    const leaves = program.commands.flatMap((command) =>
      command.commands.length === 0
        ? [command.name()]
        : command.commands.map((child) => `${command.name()} ${child.name()}`),
    );
    expect(leaves.length).toBeGreaterThan(20);
    for (const leaf of leaves)
      expect(docs, leaf).toMatch(
        new RegExp(
          leaf.startsWith('propose ')
            ? `\\bpropose\\b.*\\b${leaf.slice('propose '.length)}\\b`
            : `portcullis ${leaf}\\b`,
        ),
      );
  });

  it('has every exit code and every global option', () => {
    for (const option of program.options.filter(({ long }) => long !== '--version'))
      expect(docs).toContain(`\`${option.long}`);
    for (const code of [0, 1, 2, 3]) expect(docs).toContain(`| ${code} |`);
  });

  it.each(readdirSync(outputs).filter((file) => file.endsWith('Output.ts')))('has every member of %s', async (file) => {
    const module = (await import(new URL(file, outputs).href)) as Readonly<Record<string, unknown>>;
    const schemas = Object.entries(module).filter(
      ([name, value]) => value instanceof z.ZodType && name !== 'journalLineOutput',
    );
    for (const [, schema] of schemas)
      for (const member of membersOf(z.toJSONSchema(schema as z.ZodType, { unrepresentable: 'any' })))
        expect(docs, member).toMatch(new RegExp(`\\b${member}\\b`));
  });
});
