import { describe, expect, it } from 'vitest';
import { createApiTable } from './apiTable.ts';

const table = createApiTable([
  { root: 'npm:axios', members: '() get post' },
  { root: 'py:os.environ', members: '=' },
  { root: 'node:crypto.createHash', members: '*' },
  { root: 'npm:tweetnacl', members: 'sign:1 detached:1 secretbox.open:2' },
]);
const found = (path: string): number => table.find(path).length;

describe('the lines an API path fits', () => {
  it.each(['npm:axios', 'npm:axios.post', 'npm:axios.create().post', 'npm:axios/lib/axios.get'])('%s', (path) => {
    expect(found(path)).toBe(1);
  });
  it.each(['npm:axios-other.post', 'npm:axios.isAxiosError', 'npm:axios2', 'npm:axios.postal'])('not %s', (path) => {
    expect(found(path)).toBe(0);
  });
  it('takes the root as a value only where it says so', () => {
    expect(found('py:os.environ')).toBe(1);
    expect(found('py:os.environ.get')).toBe(0);
  });
  it('takes everything from a root on', () => {
    expect(found('node:crypto.createHash().update().digest')).toBe(1);
    expect(found('node:crypto.createCipheriv')).toBe(0);
  });
  it('says which member fitted, also one with a dot', () => {
    const [line] = table.find('npm:tweetnacl.sign.detached');
    expect(line && table.memberOf(line, 'npm:tweetnacl.sign.detached')).toBe('detached:1');
    expect(line && table.memberOf(line, 'npm:tweetnacl.secretbox.open')).toBe('secretbox.open:2');
  });
});
