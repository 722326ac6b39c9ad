import { expect, test } from 'vitest';
import { decodePython } from './decodePython.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.each([
  ['UTF-8 where nothing is declared', Buffer.from('x = "ä"'), 'x = "ä"'],
  ['a byte order mark is no part of the text', Buffer.from('\uFEFFx = "ä"'), 'x = "ä"'],
  [
    'latin-1 declared in the first line',
    bytes('# -*- coding: latin-1 -*-\nx = "ä\x80"'),
    '# -*- coding: latin-1 -*-\nx = "ä\x80"',
  ],
  [
    '… or in the second, below a comment',
    bytes('#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n"\xa4"'),
    '#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n"€"',
  ],
  ['a code page', bytes('# coding: cp1251\n"\xe0"'), '# coding: cp1251\n"а"'],
])('%s', (_, given, text) => {
  expect(decodePython(given)).toEqual({ text });
});

test('a declaration below code counts for nothing', () => {
  expect(decodePython(Buffer.from('x = 1\n# coding: utf-7\n'))).toEqual({ text: 'x = 1\n# coding: utf-7\n' });
});

test.each([
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x78, 0), 'begins with a UTF-16 byte order mark, which Python does not run'],
  [
    'an encoding that hides code',
    bytes('# coding: utf-7\n+AGE-'),
    'declares the encoding utf-7, which is not followed',
  ],
  ['a codec of the package', bytes('# coding: mine\n'), 'declares the encoding mine, which is not followed'],
  ['bytes that are no UTF-8', bytes('x = "\xe4"'), 'is not valid UTF-8'],
  [
    'a mark and another encoding',
    Buffer.from('\uFEFF# coding: cp1251\n'),
    'has a UTF-8 byte order mark and declares the encoding cp1251',
  ],
])('%s is not believed', (_, given, unread) => {
  expect(decodePython(given).unread).toBe(unread);
});
