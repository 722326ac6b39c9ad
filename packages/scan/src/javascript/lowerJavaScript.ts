import type { ModuleIr } from '../ir/moduleIr.ts';
import { BundledModules } from './bundledModules.ts';
import { lowerClass } from './class.ts';
import { lowerExpression } from './expression.ts';
import { lowerFunction } from './function.ts';
import { hoistBlock, hoistVariables } from './hoisting.ts';
import { keepCompiled } from '../keepCompiled.ts';
import { Lowering, type Walk } from './lowering.ts';
import { parseJavaScript } from './parseJavaScript.ts';
import { Prototypes } from './prototypes.ts';
import { lowerStatements } from './statement.ts';

const WALK: Walk = {
  expression: lowerExpression,
  statements: lowerStatements,
  function: lowerFunction,
  class: lowerClass,
};

/**
 * Lowers a file of JavaScript or TypeScript, with or without JSX, module or script. `file` is its path inside
 * the package; its ending says which language it is, and where that does not parse the others are tried.
 * Positions are UTF-16 offsets into `text`. Never throws: what cannot be parsed is named in `unread`, and
 * what stands around it is lowered all the same.
 */
export function lowerJavaScript(file: string, text: string): ModuleIr {
  const parsed = parseJavaScript(file, text);
  const low = new Lowering(file, text, parsed.isModule, WALK, {
    prototypes: new Prototypes(),
    bundled: new BundledModules(),
  });
  const since = low.mark;
  for (const body of parsed.bodies) {
    hoistVariables(low, body, since);
    hoistBlock(low, body, since);
  }
  for (const body of parsed.bodies) lowerStatements(low, body);
  low.bundled.finish(low);
  low.prototypes.finish(low);
  for (const { span, why } of parsed.unread) low.unread(span, why);
  low.builder.closeFunction(0, {
    name: '',
    span: { start: 0, end: text.length },
    parameters: [],
    result: low.frame.result,
  });
  keepCompiled('lowering', text.length, [low, parsed]);
  return low.builder.build(low.exports);
}
