/**
 * The same module in the older form. For the composer's own texts only: imports and exports stand at the start of a line,
 * a statement a line.
 */
export function toCommonJs(text: string): string {
  const after: string[] = [];
  const names = (list: string): { from: string; to: string }[] =>
    list.split(',').map((one) => {
      const [from = '', to = from] = one.trim().split(' as ');
      return { from, to };
    });
  const body = text
    .replaceAll(/^import \* as (\w+) from ('[^']+');$/gm, 'const $1 = require($2);')
    .replaceAll(/^import \{ ([^}]+) \} from ('[^']+');$/gm, (_, list: string, from: string) => {
      const wanted = names(list).map(({ from: name, to }) => (name === to ? name : `${name}: ${to}`));
      return `const { ${wanted.join(', ')} } = require(${from});`;
    })
    .replaceAll(/^import (\w+) from ('[^']+');$/gm, 'const $1 = require($2);')
    .replaceAll(/^export \{ ([^}]+) \} from ('[^']+');$/gm, (_, list: string, from: string) =>
      names(list)
        .map(({ from: name, to }) => `exports.${to} = require(${from}).${name};`)
        .join('\n'),
    )
    .replaceAll(/^export \{ (\w+) \};$/gm, 'exports.$1 = $1;')
    .replaceAll(/^export ((?:async )?function|class|const) (\w+)/gm, (_, kind: string, name: string) => {
      after.push(`exports.${name} = ${name};\n`);
      return `${kind} ${name}`;
    });
  return `'use strict';\n${body}${after.join('')}`;
}
