import type { Chance } from './chance.ts';
import { type Encoder, JAVASCRIPT_ENCODERS, PYTHON_ENCODERS } from './encoders.ts';
import type { PackageFiles } from './packageFiles.ts';
import type { Theft } from './theft.ts';

/** Hides what a theft sends in another way, where `theft.json` says that it does. Throws where the place is not found once. */
export function swapEncoders(theft: Pick<Theft, 'encoders'>, files: PackageFiles, chance: Chance): PackageFiles {
  const swapped = new Map(files);
  for (const { files: names, from, to } of theft.encoders) {
    for (const name of names) {
      const text = swapped.get(name) ?? '';
      const isPython = name.endsWith('.py');
      const encoder = chance.pick(isPython ? PYTHON_ENCODERS : JAVASCRIPT_ENCODERS);
      const parts = text.split(from);
      if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times, not once: ${from}`);
      const whole = parts.join(to.replace(/\$\((.*)\)/, (_, value: string) => encode(encoder, value)));
      swapped.set(name, isPython ? withImports(whole, encoder.imports) : whole);
    }
  }
  return swapped;
}

/** An encoder's expression over a value's. */
export function encode(encoder: Encoder, value: string): string {
  return encoder.expression.replaceAll('$', () => value);
}

/** Adds what is not imported yet before the first import; after a docstring, whatever it holds. */
export function withImports(text: string, modules: readonly string[]): string {
  const missing = modules.filter((module) => !text.includes(`import ${module}\n`));
  if (missing.length === 0) return text;
  const lines = missing.map((module) => `import ${module}\n`).join('');
  const first = /^(import|from) /m.exec(text);
  if (first === null) return lines + text;
  return text.slice(0, first.index) + lines + text.slice(first.index);
}
