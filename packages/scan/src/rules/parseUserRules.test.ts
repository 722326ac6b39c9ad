import { describe, expect, it } from 'vitest';
import { ScanFault } from '../scanFault.ts';
import { parseUserRules } from './parseUserRules.ts';

const RULE = '  - {id: a, message: m, severity: high, decision: hold, literal: x}\n';

function faultOf(text: string): ScanFault {
  try {
    parseUserRules(text, 'r.yaml');
  } catch (error) {
    if (error instanceof ScanFault) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a file of rules', () => {
  it('is read', () => {
    const [rule] = parseUserRules(`rules:\n${RULE}`, 'r.yaml');
    expect(rule).toMatchObject({ id: 'a', severity: 'high', decision: 'hold', looksFor: { is: 'text' } });
    expect(rule?.isAbout('any/file')).toBe(true);
  });

  it('takes patterns in order, the last that fits decides', () => {
    const about = (files: string): ((path: string) => boolean) | undefined =>
      parseUserRules(`rules:\n${RULE.replace('}', `, files: ${files}}`)}`, 'r.yaml')[0]?.isAbout;
    expect(['a.js', 'test/a.js', 'a.py'].map((path) => about("['**/*.js', '!test/**']")?.(path))).toEqual([
      true,
      false,
      false,
    ]);
    expect(['a.js', 'test/a.js'].map((path) => about("['!test/**']")?.(path))).toEqual([true, false]);
  });

  it('tells every mistake at once, each with its line, what was found and what may stand there', () => {
    const { code, found } = faultOf(
      [
        'rules:',
        '  - {id: Big, message: m, severity: awful, decision: hold, literal: x}',
        '  - {id: b, message: m, severity: low, decision: note}',
        '  - {id: c, message: m, severity: low, decision: note, literal: x, regex: y}',
        '  - {id: d, message: m, severity: low, decision: note, capability: flying}',
        '  - {id: e, message: m, severity: low, decision: note, literal: x, colour: red}',
        '  - {id: f, message: m, severity: low, decision: note, manifest: {file: package.json, member: a}}',
      ].join('\n'),
    );
    expect(code).toBe('bad-rule');
    for (const part of [
      /r\.yaml:2 rules\.0\.id: found id: Big.*expected lower case/,
      /r\.yaml:2 rules\.0\.severity: found severity: awful.*expected one of info, low/,
      /r\.yaml:3 rules\.1: .*expected exactly one of literal/,
      /r\.yaml:4 rules\.2: .*not literal and regex/,
      /r\.yaml:5 rules\.3\.capability: .*expected one of network/,
      /r\.yaml:6 rules\.4\.colour: .*no such member/,
      /r\.yaml:7 rules\.5\.manifest: .*exactly one of present/,
    ])
      expect(found).toMatch(part);
  });

  it('tells where an expression goes wrong, in every rule', () => {
    const { found } = faultOf(
      `rules:\n  - {id: a, message: m, severity: low, decision: note, regex: '(a)\\1'}\n  - {id: b, message: m, severity: low, decision: note, manifest: {file: package.json, member: a, matches: '(?=x)'}}`,
    );
    expect(found).toMatch(/r\.yaml:2 rules\.0\.regex: .*at character 4 it has a back reference/);
    expect(found).toMatch(/r\.yaml:3 rules\.1\.manifest\.matches: .*look around/);
  });

  it.each([
    ['no YAML', 'rules: [', 'YAML'],
    ['nothing', '', 'expected'],
    ['no rule', 'rules: []', 'rules'],
    ['an id twice', `rules:\n${RULE}${RULE}`, 'an id that no rule before it has'],
    ['a key twice', 'rules: []\nrules: []', 'unique'],
    [
      'a bomb of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(11)}]\nc: [${'*b,'.repeat(11)}]`,
      'aliases',
    ],
    ['too much', 'x'.repeat(500_001), 'at most'],
  ])('refuses %s', (_, text, words) => {
    expect(faultOf(text).found).toContain(words);
  });
});
