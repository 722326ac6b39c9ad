import type { ValueId } from '../ir/moduleIr.ts';
import { NETWORK } from './apiGroups.ts';
import { constantsOf } from './constantsOf.ts';
import type { ModuleView, SeenCall } from './moduleView.ts';

/** What a download that is run does so that nobody sees it, each as the end of a sentence that begins with "It". */
export interface HidingSigns {
  /** No installer does one of them. */
  readonly strong: readonly string[];
  /** Installers do one or another of them, hardly three together. */
  readonly weak: readonly string[];
}

/** Whether a download that is run hides itself so much that no honest installer does the same. */
export function isHiding({ strong, weak }: HidingSigns): boolean {
  return strong.length > 0 || weak.length >= MOST_HONEST;
}

const MOST_HONEST = 3;
const REMOVES =
  /^(?:node:fs(?:\/promises)?(?:\.promises)?\.(?:unlink|rm|rename)(?:Sync)?|npm:(?:rimraf|del|fs-extra\.(?:remove|move)(?:Sync)?)\b.*)$/u;
const ITSELF = /^(?:global:__filename|global:import\.meta\.(?:url|filename)|(?:global|node):process\.argv\b.*)$/u;
const DECODES =
  /^global:(?:atob|unescape|decodeURIComponent)$|Buffer\.from(?:\(\)\.toString)?$|\.(?:fromCharCode|fromCodePoint)$/u;
const TEMPORARY = /^node:os\.tmpdir$/u;
const TEMPORARY_TEXT = /^(?:\/(?:var\/)?tmp(?:\/|$)|TMPDIR$|TEMP$|TMP$)|[\\/]AppData[\\/]Local[\\/]Temp/u;
const PLAIN_ADDRESS = /^https?:\/\/|^[\w-]+(?:\.[\w-]+)+$/u;

/** The signs around one call that runs `program`, which came from the network. */
export function hidingSigns(view: ModuleView, run: SeenCall, program: ValueId): HidingSigns {
  const made = view.madeOf(program);
  const texts = constantsOf(view, program);
  const api = run.apis[0] ?? '';
  const strong = [
    ...(removesItself(view) ? ['removes its own file, or the manifest that started it'] : []),
    ...(hidesAddress(view) ? ['hides the address that it fetches from'] : []),
  ];
  const weak = [
    ...(callsIn(view, made).some((one) => TEMPORARY.test(one)) || texts.some((text) => TEMPORARY_TEXT.test(text))
      ? ['puts it into a folder for temporary files']
      : []),
    ...(texts.some((text) => /(?:^|[\\/])\.[\w-]/u.test(text) && !/^\.\.?[\\/]/u.test(text))
      ? ['gives it a hidden name']
      : []),
    ...(isSilent(view, run) ? ['throws its output away'] : []),
    ...(view.apiCalls().some(({ apis }) => apis.includes(`${api}().unref`)) ? ['lets it run on by itself'] : []),
  ];
  return { strong, weak };
}

function removesItself(view: ModuleView): boolean {
  return view.apiCalls().some(({ apis, call }) => {
    if (!apis.some((api) => REMOVES.test(api))) return false;
    const paths = call.arguments.slice(0, 2).map(({ value }) => value);
    return paths.some(
      (path) =>
        [...view.madeOf(path)].some((one) => view.apisOf(one).some((api) => ITSELF.test(api))) ||
        constantsOf(view, path).some((text) => /(?:^|[\\/])package\.json$/u.test(text)),
    );
  });
}

/** An address that stands nowhere as a text, and is decoded instead. */
function hidesAddress(view: ModuleView): boolean {
  return view.apiCalls().some(({ apis, call }) => {
    if (!apis.some((api) => NETWORK.test(api))) return false;
    const address = view.argument(call, 0);
    if (address === undefined) return false;
    const whole = withCallbacks(view, address);
    return (
      callsIn(view, whole).some((api) => DECODES.test(api)) &&
      ![...whole].some((one) => PLAIN_ADDRESS.test(view.textOf(one) ?? ''))
    );
  });
}

/** What a value is made of, also by functions that are given to `map` and the like. */
function withCallbacks(view: ModuleView, value: ValueId): ReadonlySet<ValueId> {
  const whole = new Set(view.madeOf(value));
  for (const one of whole)
    for (const index of view.functionsOf(one)) {
      const result = view.module.functions[index]?.result;
      if (result !== undefined && !whole.has(result)) for (const inner of view.madeOf(result)) whole.add(inner);
    }
  return whole;
}

function callsIn(view: ModuleView, values: ReadonlySet<ValueId>): string[] {
  return [...values].flatMap((value) =>
    view.definitions(value).flatMap((step) => (step.is === 'call' ? view.apisOf(step.callee) : [])),
  );
}

/** `stdio: 'ignore'` */
function isSilent(view: ModuleView, { call }: SeenCall): boolean {
  return call.arguments.some(({ value }) =>
    [...view.madeOf(value)].some((one) =>
      view.storedInto(one).some(({ key, from }) => key === 'stdio' && constantsOf(view, from).includes('ignore')),
    ),
  );
}
