import { describe, expect, it } from 'vitest';
import { bindJavaScript } from '../javascript/bindJavaScript.ts';
import { pythonParser } from '../python/pythonParser.ts';
import { renamePackage } from '../renamePackage.ts';
import { compose, PARTS } from './compose.ts';
import type { Choice } from './composition.ts';
import { partsOneByOne } from './partsOneByOne.ts';

const first = Number(process.env['SEED'] ?? 1);
const LANGUAGES = ['javascript', 'python'] as const satisfies readonly Choice['language'][];

describe.each(LANGUAGES)('composed thefts in %s', (language) => {
  it('are the same for the same seed, and of many kinds', () => {
    expect(compose(language, first)).toEqual(compose(language, first));
    const choices = Array.from({ length: 50 }, (_, n) => JSON.stringify(compose(language, first + n).choice));
    expect(new Set(choices).size).toBeGreaterThan(48);
  });

  it('parse, renamed too, and speak to .invalid alone', async () => {
    const python = await pythonParser();
    for (let seed = first; seed < first + 60; seed++) {
      const { ecosystem, clean, poisoned, honest } = compose(language, seed);
      for (const files of [clean, poisoned, honest, await renamePackage(ecosystem, poisoned, seed)]) {
        for (const [file, text] of files) {
          if (file.endsWith('.js')) bindJavaScript(file, text);
          if (file.endsWith('.py')) python(file, text);
          expect(text).not.toMatch(/@(host|route|helper|second)\b|\/\/(imports|exports)|#(imports|exports)/);
          for (const [, host] of text.matchAll(/(?:https|wss):\/\/(?:\d@)?([\w.-]+)/g))
            expect(host).toMatch(/\.invalid$/);
        }
      }
    }
  });

  it('differ from their honest neighbour in the value that takes the way, and in nothing else', () => {
    for (let seed = first; seed < first + 60; seed++) {
      const { poisoned, honest, clean } = compose(language, seed);
      expect([...poisoned.keys()]).toEqual([...honest.keys()]);
      const differing = [...poisoned.keys()].filter((file) => poisoned.get(file) !== honest.get(file));
      expect(differing).toHaveLength(1);
      expect([...poisoned.keys()].length).toBeGreaterThan(clean.size);
    }
  });

  it('can be made of every part by itself', () => {
    const { sources, paths, encoders, sinks, triggers } = PARTS[language];
    const chosen = partsOneByOne(language).map((fixed) => compose(language, first, fixed).choice);
    expect(new Set(chosen.map(({ source }) => source)).size).toBe(sources.length);
    expect(new Set(chosen.map(({ path }) => path)).size).toBe(paths.length);
    expect(new Set(chosen.map(({ encoder }) => encoder)).size).toBe(encoders.length);
    expect(new Set(chosen.map(({ sink }) => sink)).size).toBe(sinks.length);
    expect(new Set(chosen.map(({ trigger }) => trigger)).size).toBe(triggers.length);
  });

  it('refuse a part that there is not', () => {
    expect(() => compose(language, first, { sink: 'pigeon' })).toThrow(/there is no sink pigeon/);
  });
});
