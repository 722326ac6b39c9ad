import type { LoweredCall } from './loweredCall.ts';
import type { Lowering } from './lowering.ts';

/** `Reflect.construct(F, list)`: `new F(...list)`. The call itself stays in the module as well. */
export function lowerReflectCall(low: Lowering, call: LoweredCall): void {
  const [made, list] = call.arguments;
  if (call.name !== 'construct' || made === undefined || list === undefined) return;
  if (call.receiver < 0 || low.builder.made(call.receiver).name !== 'Reflect' || !low.isGlobal(call.receiver)) return;
  low.callStep(made, -1, [list], call.to, true, call.node, [{ value: list, spread: true }]);
}
