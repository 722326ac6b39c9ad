import { describe, expect, it } from 'vitest';
import { updateOf } from '../testing/updateOf.ts';

const OFF = ['review shape.protection-off'];
const CLIENT =
  "const https = require('https'); exports.ask = (path) => https.get({ host: 'a.example.invalid', path });\n";
const PYTHON = 'import requests\ndef ask(path):\n    return requests.get("https://a.example.invalid/" + path)\n';

describe('a protection that an update switches off is to be read', () => {
  it.each([
    [
      'of one request',
      "exports.more = (path) => https.get({ host: 'a.example.invalid', path, rejectUnauthorized: false });",
    ],
    ['of an agent', 'exports.agent = new https.Agent({ rejectUnauthorized: !1 });'],
    ['by a variable', 'const isStrict = false; exports.agent = new https.Agent({ rejectUnauthorized: isStrict });'],
    [
      'by a name put together',
      "const o = {}; o['reject' + 'Unauthorized'] = false; exports.agent = new https.Agent(o);",
    ],
    ['later', 'exports.agent = new https.Agent({}); exports.agent.options.rejectUnauthorized = false;'],
    ['of all', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';"],
    ['of all, as a number', 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = 0;'],
    ['of all, by a name put together', "process.env['NODE_TLS' + '_REJECT_UNAUTHORIZED'] = '0';"],
    ['of names', 'exports.agent = new https.Agent({ checkServerIdentity: () => undefined });'],
    ['of names, by a method', 'exports.agent = new https.Agent({ checkServerIdentity() { return null; } });'],
    ['of request', "exports.more = require('request').defaults({ strictSSL: false });"],
    [
      'of a token',
      "exports.read = (token, key) => require('jsonwebtoken').verify(token, key, { algorithms: ['none'] });",
    ],
    [
      'of its time',
      "exports.read = (token, key) => require('jsonwebtoken').verify(token, key, { ignoreExpiration: true });",
    ],
  ])('%s', (_, more) => {
    expect(updateOf({ 'a.js': CLIENT }, { 'a.js': CLIENT + more })).toEqual(OFF);
    expect(updateOf({ 'a.js': CLIENT + more }, { 'a.js': `${CLIENT}${more}\n// more\n` })).toEqual([]);
  });
  it('a second time beside a first', () => {
    const agent = 'exports.one = new https.Agent({ rejectUnauthorized: false });\n';
    expect(updateOf({ 'a.js': CLIENT + agent }, { 'a.js': CLIENT + agent + agent })).toEqual([...OFF, ...OFF]);
  });
  it.each([
    ['of a request', 'def more(path):\n    return requests.get(path, verify=False)\n'],
    ['by a variable', 'def more(path):\n    strict = False\n    return requests.get(path, verify=strict)\n'],
    ['of a session', 'session = requests.Session()\nsession.verify = False\n'],
    ['of a session that is given', 'def more(session, path):\n    return session.get(path, verify=False)\n'],
    ['of all', 'import ssl\nssl._create_default_https_context = ssl._create_unverified_context\n'],
    ['of a context', 'import ssl\ncontext = ssl.create_default_context()\ncontext.check_hostname = False\n'],
    [
      'of its certificates',
      'import ssl\ncontext = ssl.create_default_context()\ncontext.verify_mode = ssl.CERT_NONE\n',
    ],
    [
      'of SSH',
      'import paramiko\nclient = paramiko.SSHClient()\nclient.set_missing_host_key_policy(paramiko.AutoAddPolicy())\n',
    ],
    ['of a token', 'import jwt\ndef more(token):\n    return jwt.decode(token, options={"verify_signature": False})\n'],
    ['of its algorithm', 'import jwt\ndef more(token, key):\n    return jwt.decode(token, key, algorithms=["none"])\n'],
  ])('Python: %s', (_, more) => {
    const told = new Set(updateOf({ 'a.py': PYTHON }, { 'a.py': PYTHON + more }));
    expect([...told].filter((one) => one.includes('protection'))).toEqual(OFF);
    expect(updateOf({ 'a.py': PYTHON + more }, { 'a.py': `${PYTHON}${more}# more\n` })).toEqual([]);
  });
});

describe('what leaves it to the caller, or switches it on, passes', () => {
  it.each([
    ['an option', 'exports.agent = (o) => new https.Agent({ rejectUnauthorized: o.strict });'],
    [
      'an option with a default',
      'exports.agent = ({ strict = true }) => new https.Agent({ rejectUnauthorized: strict });',
    ],
    ['either', 'exports.agent = (o) => new https.Agent({ rejectUnauthorized: o.loose ? false : true });'],
    ['on', 'exports.agent = new https.Agent({ rejectUnauthorized: true });'],
    ['on by a variable', 'const isStrict = true; exports.agent = new https.Agent({ rejectUnauthorized: isStrict });'],
    [
      'a check of its own',
      "exports.agent = new https.Agent({ checkServerIdentity: (host) => (host === 'a.example.invalid' ? undefined : new Error(host)) });",
    ],
    [
      'a list of algorithms',
      "exports.read = (token, key) => require('jsonwebtoken').verify(token, key, { algorithms: ['ES256'] });",
    ],
    ['a member that every object has', "const o = {}; o['con' + 'structor'] = false; exports.o = o;"],
    [
      'what is asked',
      "if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') console.warn('certificates are not checked');",
    ],
  ])('%s', (_, more) => {
    const told = updateOf({ 'a.js': CLIENT }, { 'a.js': CLIENT + more });
    expect(told.filter((one) => one.includes('protection'))).toEqual([]);
  });
  it.each([
    ['an option', 'def more(path, verify=True):\n    return requests.get(path, verify=verify)\n'],
    [
      'its own',
      'def load(path, verify=True):\n    return path\ndef more(path):\n    return load(path, verify=False)\n',
    ],
    [
      'either',
      'import ssl\ndef more(context, mode):\n    context.verify_mode = ssl.CERT_NONE if mode == "none" else ssl.CERT_REQUIRED\n',
    ],
  ])('Python: %s', (_, more) => {
    expect(updateOf({ 'a.py': PYTHON }, { 'a.py': PYTHON + more })).toEqual([]);
  });
});
