import { digestOf } from '@portcullis/model';
import { describe, expect, it } from 'vitest';
import type { Artifact } from '../artifact.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { applyUserRules, type UsePlace } from './applyUserRules.ts';
import { parseUserRules } from './parseUserRules.ts';

const artifact = (files: Readonly<Record<string, string | Uint8Array>>): Pick<Artifact, 'files' | 'ecosystem'> => ({
  ecosystem: 'npm',
  files: Object.entries(files).map(([path, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return { path, bytes, digest: digestOf(bytes), isExecutable: false };
  }),
});
const uses: UsePlace[] = [
  { capability: 'network', api: 'node:https.request', place: { file: 'a.js', line: 3, what: 'calls' } },
  { capability: 'process', api: 'node:child_process.spawn', place: { file: 'b.js', line: 1, what: 'calls' } },
];

function apply(condition: string, files: Parameters<typeof artifact>[0], more = ''): PackageFinding[] {
  const text = `rules:\n  - id: mine\n    message: Not here.\n    severity: high\n    decision: hold\n    ${condition}\n${more}`;
  return applyUserRules(parseUserRules(text, 'r.yaml'), artifact(files), uses);
}

describe('rules of a user', () => {
  it('find text with its line, one finding a file, with the words of the rule', () => {
    const found = apply("literal: 'corp.example'", {
      'a.js': 'x\nfetch("corp.example")\n',
      'b.js': 'corp.example',
      'c.js': '',
    });
    expect(found.map(({ key }) => key)).toEqual(['user.rule mine a.js', 'user.rule mine b.js']);
    expect(found[0]).toMatchObject({
      rule: 'user.rule',
      decision: 'hold',
      why: 'Your rule mine: Not here.',
      places: [{ file: 'a.js', line: 2, text: 'fetch("corp.example")' }],
    });
  });

  it('find expressions without case where asked, and nothing in binaries', () => {
    const files = { 'a.js': 'AbC1', 'b.node': new Uint8Array([0, 97, 98, 99, 49]) };
    expect(apply("regex: 'abc\\d'", files)).toEqual([]);
    expect(apply("regex: 'abc\\d'\n    any_case: true", files)).toHaveLength(1);
  });

  it('find capabilities and APIs in the files they speak of', () => {
    expect(apply('capability: network', { 'a.js': '', 'b.js': '' })[0]?.places).toEqual([uses[0]?.place]);
    expect(apply("api: 'node:child_*'", { 'a.js': '', 'b.js': '' })[0]?.places).toEqual([uses[1]?.place]);
    expect(apply("capability: network\n    files: ['b.js']", { 'a.js': '', 'b.js': '' })).toEqual([]);
  });

  it('find what stands in a manifest, and what lacks', () => {
    const files = {
      'package.json': '{"scripts":{"postinstall":"node x.js"}}',
      'pyproject.toml': '[project]\nname = "x"\n',
    };
    const manifest = (condition: string): number => apply(`manifest: {${condition}}`, files).length;
    expect(manifest('file: package.json, member: scripts.postinstall, present: true')).toBe(1);
    expect(manifest('file: package.json, member: repository.url, present: false')).toBe(1);
    expect(manifest('file: package.json, member: repository.url, present: true')).toBe(0);
    expect(manifest("file: package.json, member: scripts.postinstall, matches: '^node '")).toBe(1);
    expect(manifest('file: pyproject.toml, member: project.name, equals: x')).toBe(1);
    expect(manifest('file: pyproject.toml, member: project.name, equals: y')).toBe(0);
    expect(manifest('file: package.json, member: constructor.name, present: true')).toBe(0);
    expect(apply('manifest: {file: package.json, member: a, present: true}', { 'package.json': '{' })).toEqual([]);
  });

  it('apply to the ecosystem they name only', () => {
    expect(apply('literal: x', { 'a.js': 'x' }, '    ecosystem: pypi\n')).toEqual([]);
    expect(apply('literal: x', { 'a.js': 'x' }, '    ecosystem: npm\n')).toHaveLength(1);
  });

  it('stay bounded in a file that matches on every line', () => {
    expect(apply('literal: x', { 'a.js': 'x\n'.repeat(100_000) })[0]?.places).toHaveLength(16);
  });
});
