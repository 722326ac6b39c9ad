import type { Span, StepIr, ValueId } from '../ir/moduleIr.ts';
import type { PackageFinding, Place } from '../packageFinding.ts';
import { isEditDistance, replacesAddresses } from './addressTable.ts';
import { constantsOf } from './constantsOf.ts';
import { chainOfAddress } from './cryptoAddress.ts';
import type { ModuleView } from './moduleView.ts';
import { isTestPath, type ShapeFile } from './shapeFile.ts';
import { shapeFinding } from './shapeFinding.ts';

type Store = Extract<StepIr, { is: 'store' }>;

/** Members of the page through which transactions or requests leave. */
const WALLET =
  /^global:(?:ethereum|solana|phantom|tronWeb|tronLink|BinanceChain|keplr|okxwallet|bitkeep|coinbaseWalletExtension|unisat|web3)\b/u;
const WALLET_METHOD =
  /^(?:request|send|sendAsync|enable|signTransaction|signAllTransactions|signAndSendTransaction|sendTransaction|signMessage)$/u;
/** Every member that may be hooked. */
const HOOKED =
  /^(?:fetch|open|send|setRequestHeader|ethereum|solana|phantom|tronWeb|tronLink|BinanceChain|keplr|okxwallet|bitkeep|coinbaseWalletExtension|unisat|web3|request|sendAsync|enable|sign\w+|sendTransaction)$/u;
/** What a transaction says of where value goes. */
const DESTINATION = /^(?:to|recipient|destination|spender|toAddress|to_address|payTo)$/u;
const MOST_REACHED = 300;

interface Hook {
  readonly target: string;
  readonly isWallet: boolean;
  readonly functions: readonly number[];
  readonly at: { readonly start: number; readonly end: number };
}

/**
 * Functions put in place of the page's own: `fetch`, `XMLHttpRequest`, the wallet's `request`. Those who measure
 * requests do so and pass on what they were given; those who rob rewrite it.
 */
export function hookedBrowser(file: ShapeFile): PackageFinding[] {
  const { view } = file;
  if (view === undefined) return [];
  const hooks = hooksIn(view);
  if (hooks.length === 0) return [];
  const isTest = isTestPath(file.path);
  return hooks.map((hook) => {
    const rewrite = rewriteIn(file, view, hook);
    const places: Place[] = [file.place(hook.at, `takes the place of ${hook.target}`)];
    if (rewrite !== undefined) places.push(file.place(rewrite, 'changes where value goes'));
    const passes = hook.isWallet ? 'transactions' : 'what passes through it';
    return shapeFinding(
      'shape.hooked-browser',
      isTest ? 'low' : rewrite === undefined ? 'medium' : 'high',
      isTest ? 'note' : rewrite !== undefined ? 'hold' : hook.isWallet ? 'review' : 'note',
      places,
      rewrite === undefined
        ? `${file.path} puts itself in place of ${hook.target}.`
        : `${file.path} puts itself in place of ${hook.target} and changes addresses in ${passes}.`,
      hook.target,
    );
  });
}

function hooksIn(view: ModuleView): Hook[] {
  const hooks = new Map<string, Hook>();
  const note = (target: string, from: ValueId): void => {
    const functions = functionsIn(view, from);
    if (functions.length === 0 || hooks.has(target)) return;
    const at = view.module.values.spanOf(from) ?? { start: 0, end: 0 };
    hooks.set(target, { target, isWallet: WALLET.test(`global:${target}`), functions, at });
  };
  // `fetch = function …` without a `window.` before it.
  const assigned = view.steps.globals.filter(
    ({ name, to }) => name === 'fetch' && view.definitions(to).some((one) => one.is === 'copy'),
  );
  for (const step of assigned.length === 0 ? view.steps.storesNamed((name) => HOOKED.test(name)) : view.module.steps) {
    if (step.is === 'store') {
      const target = hookedMember(view, step);
      if (target !== undefined) note(target, step.from);
    } else if (step.is === 'global' && step.name === 'fetch') {
      for (const one of view.definitions(step.to)) if (one.is === 'copy') note('fetch', one.from);
    }
  }
  return [...hooks.values()];
}

function hookedMember(view: ModuleView, step: Store): string | undefined {
  const key = typeof step.key === 'string' ? step.key : view.textOf(step.key.value);
  if (key === undefined || !HOOKED.test(key)) return undefined;
  for (const api of view.apisOf(step.into)) {
    if (api === 'global:' && (key === 'fetch' || WALLET.test(`global:${key}`))) {
      // A wallet that puts itself there is one; taking the place of one that is there already is not.
      if (key === 'fetch' || view.madeOf(step.from).size > 1)
        return isWrapped(view, step, `global:${key}`) ? key : undefined;
    }
    if (api === 'global:XMLHttpRequest.prototype' && /^(?:open|send|setRequestHeader)$/u.test(key))
      return `XMLHttpRequest.prototype.${key}`;
    if (WALLET.test(api) && WALLET_METHOD.test(key)) return `${api.slice('global:'.length)}.${key}`;
  }
  return undefined;
}

/** Whether the file still calls what it replaces: else it is a polyfill or a provider. */
function isWrapped(view: ModuleView, step: Store, api: string): boolean {
  return (
    view.steps.loadsNamed(() => true).some((one) => one.to !== step.from && view.apisOf(one.to).includes(api)) ||
    view.steps.globals.some((one) => `global:${one.name}` === api)
  );
}

/** Functions that a value is or holds: itself, or the traps of a `Proxy`. */
function functionsIn(view: ModuleView, value: ValueId): number[] {
  const found = [...view.functionsOf(value)];
  for (const step of view.definitions(value)) {
    if (step.is !== 'call' || !step.isNew || !view.apisOf(step.callee).includes('global:Proxy')) continue;
    const handler = view.argument(step, 1);
    for (const one of handler === undefined ? [] : view.madeOf(handler)) found.push(...view.functionsOf(one));
  }
  return found;
}

/** Where the hook, or what it calls, replaces addresses or writes a destination that it was not given. */
function rewriteIn(file: ShapeFile, view: ModuleView, hook: Hook): Span | undefined {
  const reached = reachedFrom(view, hook.functions);
  const given = new Set<ValueId>();
  for (const index of hook.functions) {
    const made = view.module.functions[index];
    for (const { value } of made?.parameters ?? []) given.add(value);
    if (made?.receiver !== undefined) given.add(made.receiver);
  }
  const isGiven = (value: ValueId): boolean => {
    for (const one of view.madeOf(value)) if (given.has(one)) return true;
    return false;
  };
  for (const step of view.module.steps) {
    if (step.is === 'store') {
      const key = typeof step.key === 'string' ? step.key : view.textOf(step.key.value);
      if (key === undefined || !DESTINATION.test(key) || !reached.has(view.module.values.functionOf(step.into) ?? 0))
        continue;
      const isOwn = !isGiven(step.from);
      if (isGiven(step.into) && isOwn && (hook.isWallet || isAddress(view, step.from)))
        return view.module.values.spanOf(step.from);
    } else if (step.is === 'call' && reached.has(view.module.values.functionOf(step.to) ?? 0)) {
      if (replacesAddresses(file.text, view, step) || isEditDistance(view, step)) return step.span;
    }
  }
  return undefined;
}

function isAddress(view: ModuleView, value: ValueId): boolean {
  return constantsOf(view, value).some((text) => chainOfAddress(text) !== undefined);
}

/** Functions, those inside them, and those of this file that they call. */
function reachedFrom(view: ModuleView, functions: readonly number[]): ReadonlySet<number> {
  const reached = new Set(functions);
  for (const index of reached) {
    view.module.functions.forEach((one, inner) => {
      if (one.within === index) reached.add(inner);
    });
    for (const call of view.steps.calls()) {
      if (view.module.values.functionOf(call.to) !== index) continue;
      for (const called of view.functionsOf(call.callee)) reached.add(called);
    }
    if (reached.size > MOST_REACHED) break;
  }
  return reached;
}
