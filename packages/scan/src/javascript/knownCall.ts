import { lowerClassCall } from './classCall.ts';
import type { LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';
import { lowerModuleCall } from './moduleCall.ts';
import { lowerPropertyCall } from './propertyCall.ts';

/**
 * Says what calls do that build objects, classes and modules: the language's own (`Object.assign`) and the
 * helpers that compilers and bundlers write into files. The call itself stays in the module as well, so that
 * a helper which only looks like one hides nothing.
 */
export function lowerKnownCall(low: Lowering, call: LoweredCall): void {
  lowerPropertyCall(low, call);
  if (call.arguments.length >= 2) lowerClassCall(low, call);
  lowerModuleCall(low, call);
}
