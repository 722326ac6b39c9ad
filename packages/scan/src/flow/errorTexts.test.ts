import { describe, expect, it } from 'vitest';
import { type KeyProgram, keySentInJavaScript, keySentInPython } from './testing/keySent.ts';

/** What an error says is read by people; what merely holds the error does not say it. */
const ERRORS: readonly KeyProgram[] = [
  ['the message of what was caught', ``, `try { throw new Error(k) } catch (e) { send(e.message) }`, true],
  ['the stack of what was caught', ``, `try { throw new Error('bad ' + k) } catch (e) { send(e.stack) }`, true],
  ['the message, taken by destructuring', ``, `try { throw new Error(k) } catch ({ message }) { send(message) }`, true],
  ['what was caught, as text', ``, `try { throw new Error(k) } catch (e) { send(String(e)) }`, true],
  ['what was caught, in a string', ``, `try { throw new Error(k) } catch (e) { send('bad ' + e) }`, true],
  ['what was caught, in a template', ``, 'try { throw new Error(k) } catch (e) { send(`${e}`) }', true],
  [
    'an object that holds the error, in a string',
    ``,
    `const o = {}; try { throw new Error(k) } catch (e) { o.error = e } send('' + o)`,
    false,
  ],
  [
    'the message of an error of one’s own',
    `class E extends Error { constructor(v) { super('bad ' + v) } }`,
    `try { throw new E(k) } catch (e) { send(e.message) }`,
    true,
  ],
  [
    'a member of an error of one’s own',
    `class E extends Error { constructor(v) { super('bad'); this.v = v } }`,
    `try { throw new E(k) } catch (e) { send(e.v) }`,
    true,
  ],
  [
    'the message of an error that an object holds',
    ``,
    `const o = {}; try { throw new Error(k) } catch (e) { o.error = e } send(o.error.message)`,
    true,
  ],
  ['what a promise was refused with', ``, `Promise.reject(new Error(k)).catch((e) => send(e.message))`, true],
  [
    'an object that holds the error',
    ``,
    `const o = { at: 1 }; try { throw new Error(k) } catch (e) { o.error = e } send(o)`,
    false,
  ],
  [
    'an object that holds an error of one’s own, whose members are written out',
    `class E extends Error { constructor(v) { super('bad'); this.v = v } }`,
    `send({ at: 1, error: new E(k) })`,
    true,
  ],
  [
    'another member of an object that holds the error',
    ``,
    `const o = { at: 1 }; try { throw new Error(k) } catch (e) { o.error = e } send(o.at)`,
    false,
  ],
  ['the code of the error', ``, `try { throw new Error(k) } catch (e) { send(e.code) }`, false],
];
const PYTHON_ERRORS: readonly KeyProgram[] = [
  [
    'what was caught, as text',
    ``,
    `\n    try:\n        raise ValueError(k)\n    except ValueError as e:\n        send(str(e))`,
    true,
  ],
  [
    'the arguments of what was caught',
    ``,
    `\n    try:\n        raise ValueError('bad', k)\n    except ValueError as e:\n        send(e.args[1])`,
    true,
  ],
  [
    'the text of what was caught last',
    `import traceback`,
    `\n    try:\n        raise ValueError(k)\n    except ValueError:\n        send(traceback.format_exc().encode())`,
    true,
  ],
  [
    'what was caught last, by the interpreter',
    `import sys`,
    `\n    try:\n        raise ValueError(k)\n    except ValueError:\n        send(str(sys.exc_info()[1]))`,
    true,
  ],
  [
    'the text of an error that says nothing',
    `import traceback`,
    `\n    try:\n        raise ValueError('bad')\n    except ValueError:\n        send(traceback.format_exc() + 'x')`,
    false,
  ],
  [
    'an error of a function that is called',
    `def check(x):\n    raise ValueError(x)`,
    `\n    try:\n        check(k)\n    except ValueError as e:\n        send(str(e))`,
    true,
  ],
  [
    'an object that holds the error',
    `\nclass Held: pass\n`,
    `h = Held()\n    try:\n        raise ValueError(k)\n    except ValueError as e:\n        h.error = e\n    send(h)`,
    false,
  ],
];

describe('what errors say', () => {
  it.each(ERRORS)('JavaScript: %s', async (_, classes, body, isSent) => {
    expect(await keySentInJavaScript(classes, body)).toEqual(isSent ? ['high'] : []);
  });
  it.each(PYTHON_ERRORS)('Python: %s', async (_, classes, body, isSent) => {
    expect(await keySentInPython(classes, body)).toEqual(isSent ? ['high'] : []);
  });
});
