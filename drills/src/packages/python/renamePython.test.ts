import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { chanceOf } from '../chance.ts';
import { createFreshNames } from '../freshNames.ts';
import { createHostNames } from '../renameHosts.ts';
import { renamePython } from './renamePython.ts';

async function renamed(files: Record<string, string>, seed = 1): Promise<ReadonlyMap<string, string>> {
  const chance = chanceOf(seed);
  return renamePython(
    new Map(Object.entries(files)),
    chance,
    createHostNames(createFreshNames(chance.fork('hosts'), [])),
  );
}

const PROGRAM = `import json
LIMIT = 3

def _grow(amount, by=2):
    return amount * by

class Box:
    size = 4
    _kept = 1

    def __init__(self, width):
        self._width = width

    def area(self):
        size = self._width
        return [size * other for other in range(LIMIT) if other] + [Box.size]

def main(*rest, **fields):
    global LIMIT
    total = 0
    for index, (left, right) in enumerate([(1, 2), (3, 4)]):
        total += left * right + index
    LIMIT = 4
    def inner():
        nonlocal total
        total += 1
        return total
    try:
        raise ValueError(f"{total!r} {LIMIT}")
    except ValueError as error:
        text = str(error)
    with open("/dev/null") as file:
        text += file.read()
    if (walrus := inner()) > 2:
        text += str(walrus)
    return json.dumps([text, Box(2).area(), _grow(5, by=3), sorted(fields), (lambda first, *more: first + len(more))(1, 2, 3)])

print(main(1, colour=2))
`;

it('keeps what a program does', async () => {
  const run = (text: string): string => execFileSync('python3', ['-c', text], { encoding: 'utf8' });
  const before = run(PROGRAM);
  for (let seed = 0; seed < 5; seed++) {
    const text = (await renamed({ 'one.py': PROGRAM }, seed)).values().next().value ?? '';
    expect(text).not.toMatch(/\b(total|_grow|_width|LIMIT|walrus|index)\b/);
    expect(run(text)).toBe(before);
  }
});

it('renames inner modules and names on both sides of an import', async () => {
  const files = await renamed({
    'pkg/__init__.py': 'from .wallet import from_phrase\n__all__ = ["from_phrase"]\n',
    'pkg/wallet.py':
      'from . import limits\nfrom .inner.stretching import stretch as grow\n\ndef from_phrase(phrase):\n    return grow(phrase, limits.MOST)\n',
    'pkg/limits.py': 'MOST = 3\n',
    'pkg/inner/__init__.py': '',
    'pkg/inner/stretching.py': 'def stretch(phrase, most):\n    return phrase * most\n',
  });
  const whole = [...files].flat().join('\n');
  expect(whole).toContain('from_phrase');
  expect(whole).not.toMatch(/stretch|MOST|wallet|limits\.py/);
});

it('refuses what is no Python', async () => {
  await expect(renamed({ 'a.py': 'def (:' })).rejects.toThrow(SyntaxError);
});
