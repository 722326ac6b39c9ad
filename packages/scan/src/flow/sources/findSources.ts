import type { CallIr, Span, StepIr, ValueId } from '../../ir/moduleIr.ts';
import { type ApiFacts, SAYS } from '../catalog/apiFacts.ts';
import { environmentKind, namesKey, takesKey, wordsOf } from '../catalog/secretNames.ts';
import type { SourceKind } from '../flowReport.ts';
import type { LinkedFunction } from '../program/linkProgram.ts';
import { STEP_KIND } from '../../ir/stepKind.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import { createKeyNames } from './keyNames.ts';
import { hookSources } from './hookSources.ts';
import { secretFile } from './secretFile.ts';
import type { SourceFact } from './sourceFact.ts';
import { type Root, traceBack } from './traceBack.ts';

const GIVES_KEY = new Set(
  'get export derive decrypt reveal load read generate create show dump recover unlock to as'.split(' '),
);

/** What sources are looked for in. */
export interface SoughtIn {
  readonly values: Values;
  factsOf(api: number): ApiFacts;
  /** What the catalogs say of each value. */
  readonly listed: Uint16Array;
  /** Functions that code outside the package can call. */
  readonly isPublic: ReadonlySet<number>;
}

/** Everything in a package that gives something worth stealing of the kinds that are wanted, in order of files. */
export function findSources(
  { values, factsOf, listed, isPublic }: SoughtIn,
  isWanted: (kind: SourceKind) => boolean,
): readonly SourceFact[] {
  const { program, sets } = values;
  const { kinds, reads, starts, gives, names } = program;
  const found: SourceFact[] = [];
  const seen = new Set<string>();
  const isKeyName = createKeyNames(program.memberNames);
  const withKeys = isWanted('key');
  const handlesKeys = packageHandlesKeys();
  const hasEnvironment = listed.some((says) => (says & SAYS.environment) !== 0);

  function add(
    value: ValueId,
    path: readonly string[],
    kind: SourceKind,
    by: SourceFact['by'],
    rests: string,
    what: string,
    span?: Span,
    isGuess = false,
  ): void {
    const key = `${value} ${path.join('.')} ${kind}`;
    if (!isWanted(kind) || seen.has(key)) return;
    seen.add(key);
    const file = program.modules[program.moduleOf(value)]?.file ?? '';
    found.push({
      value,
      path,
      kind,
      by,
      rests,
      isGuess,
      what,
      file,
      span: span ?? program.valueIr(value)?.span ?? { start: 0, end: 0 },
    });
  }

  for (let index = 0; index < kinds.length; index++) {
    switch (kinds[index]) {
      case STEP_KIND.call:
        if ((saysOf(index) & SAYS.source) !== 0) ofCall(program.step(index) as CallIr, index);
        break;
      case STEP_KIND.load:
        if (((listed[gives[index] as number] as number) & SAYS.isSource) !== 0) ofName(gives[index] as number);
        ofLoad(index);
        break;
      case STEP_KIND.store:
        if (withKeys && isKeyName.of(names[index] as number)) ofStore(program.step(index));
        break;
      case STEP_KIND.global:
        if (((listed[gives[index] as number] as number) & SAYS.isSource) !== 0) ofName(gives[index] as number);
        break;
      default:
    }
  }
  if (withKeys) {
    for (const one of program.functions) ofFunction(one);
    for (const { value, path, by, rests, what, isGuess } of hookSources(values, factsOf, listed))
      add(value, path, 'key', by, rests, what, undefined, isGuess);
  }
  return found;

  /** What the catalogs say of the first value that a step reads. */
  function saysOf(index: number): number {
    return listed[reads[starts[index] as number] as number] as number;
  }
  /** Whether the package handles keys, by what it calls: then what it decrypts is one. */
  function packageHandlesKeys(): boolean {
    for (const index of program.calls) if ((saysOf(index) & SAYS.handlesKeys) !== 0) return true;
    return false;
  }
  function ofCall(call: CallIr, index: number): void {
    for (const denotation of sets.of(call.callee)) {
      if (kindOf(denotation) !== API) continue;
      const facts = factsOf(indexOf(denotation));
      if ((facts.says & SAYS.source) === 0) continue;
      if (facts.keyUse !== undefined) ofUse(call, facts, facts.keyUse);
      if (facts.origin !== undefined) {
        const kind = facts.origin.isDecryption === true && !handlesKeys ? 'credential' : facts.origin.kind;
        const what = `is what ${facts.path} gives`;
        for (const value of [call.to, ...givenToCallbacks(index)])
          add(value, [], kind, 'origin', facts.path, what, call.span, mayEncrypt(call));
      }
      if (facts.source !== undefined && facts.source.members !== '=') {
        add(call.to, [], facts.source.kind, 'origin', facts.path, `is what ${facts.path} gives`, call.span);
      }
      if (facts.readsFile) {
        const file = secretFile(values, call);
        if (file !== undefined) {
          const what = `is read from ${file.path}`;
          add(call.to, [], file.kind, 'origin', facts.path, what, call.span);
          for (const value of givenToCallbacks(index)) add(value, [], file.kind, 'origin', facts.path, what, call.span);
        }
      }
      if (facts.isDownload) {
        add(call.to, [], 'download', 'origin', facts.path, `is what ${facts.path} answers`, call.span);
        for (const value of /\.(get|request)$/u.test(facts.path) ? [] : givenToCallbacks(index)) {
          add(value, [], 'download', 'origin', facts.path, `is what ${facts.path} answers`, call.span);
        }
      }
      if (facts.asksWallet)
        // Most that a page's wallet answers is public: it is a hint.
        add(call.to, [], 'wallet', 'name', `${facts.path}()`, `is what ${facts.path}() gives`, call.span);
      if (facts.readsVariable) ofVariables(call);
      if (facts.readsStorage) ofStorage(call, facts.path);
    }
  }
  function mayEncrypt({ callee }: CallIr): boolean {
    return values.apisOf(callee).some((api) => factsOf(api).isEncryption);
  }
  /** What a function from outside hands to the functions that it is given: the last is the result, before it the error. */
  function givenToCallbacks(step: number): ValueId[] {
    const found: ValueId[] = [];
    for (const link of values.links[step] ?? []) {
      const last = link.how === 'callback' ? program.functions[link.function]?.parameters.at(-1) : undefined;
      if (last !== undefined) found.push(last.value);
    }
    return found;
  }
  /** What a page keeps, under a name that says that it is a key. */
  function ofStorage(call: CallIr, path: string): void {
    const [name] = call.arguments;
    for (const item of name === undefined ? [] : values.constantsOf(name.value)) {
      if (namesKey(String(item).replaceAll(/[^\w]+/gu, '_')))
        add(call.to, [], 'wallet', 'origin', path, `is what the page keeps as ${item}`, call.span);
    }
  }
  function ofVariables(call: CallIr): void {
    const [name] = call.arguments;
    for (const variable of name === undefined ? [] : values.constantsOf(name.value)) {
      const kind = environmentKind(String(variable));
      if (kind !== undefined)
        add(call.to, [], kind, 'origin', 'environment', `is the environment variable ${variable}`, call.span);
    }
  }
  function ofUse(call: CallIr, facts: ApiFacts, use: NonNullable<ApiFacts['keyUse']>): void {
    const named = use.name === undefined ? undefined : call.arguments.find((one) => one.name === use.name);
    const given = named ?? call.arguments.filter((one) => one.name === undefined)[use.position];
    if (given === undefined) return;
    const kind = use.kind === 'credential' ? 'credential' : 'key';
    for (const [root, called] of rootsOf(given.value))
      add(root.value, root.path, kind, 'use', facts.path, `is the key${called} that ${facts.path} takes`);
  }
  /** Where a key comes from, and what it is called there. */
  function rootsOf(value: ValueId): [Root, string][] {
    return traceBack(values, factsOf, (one) => isPublic.has(one), value).map((root) => {
      const name = program.valueIr(root.value)?.name;
      const called = [name, ...root.path].filter((one) => one !== undefined).join('.');
      return [root, called === '' ? '' : ` (${called})`];
    });
  }
  /** Names from outside that are sources as they stand. */
  function ofName(value: ValueId): void {
    for (const denotation of sets.of(value)) {
      if (kindOf(denotation) !== API) continue;
      const { source, path } = factsOf(indexOf(denotation));
      if (source?.members !== '=') continue;
      const what = source.kind === 'environment' ? 'is the whole environment' : `is ${path}`;
      add(value, [], source.kind, 'origin', path, what);
    }
  }
  function ofLoad(index: number): void {
    const from = reads[starts[index] as number] as number;
    const name = names[index] as number;
    if (hasEnvironment && (saysOf(index) & SAYS.environment) !== 0) ofEnvironment(program.step(index));
    // A member with such a name, of an object that comes from whoever uses the package.
    else if (withKeys && (name < 0 || isKeyName.of(name)) && sets.sizeOf(from) === 0) ofUnknown(program.step(index));
  }
  function ofEnvironment(step: StepIr): void {
    if (step.is !== 'load') return;
    for (const key of values.keysOf(step.key)) {
      const kind = environmentKind(key);
      if (kind !== undefined)
        add(step.to, [], kind, 'origin', 'environment', `is the environment variable ${key}`, step.span);
    }
  }
  function ofUnknown(step: StepIr): void {
    if (step.is === 'load') for (const key of values.keysOf(step.key)) ofMember(step.to, key, step.span);
  }
  /** What is kept under such a name, a caller may give under any. What a function makes itself is most often none. */
  function ofStore(step: StepIr): void {
    if (step.is !== 'store') return;
    for (const key of values.keysOf(step.key))
      if (isKeyName.says(key)) addRoots(step.from, key, `is kept as ${key}`, isParameter);
  }
  function isParameter({ value, path }: Root): boolean {
    return path.length === 0 && program.valueIr(value)?.kind === 'parameter';
  }
  /** By whatever name, where a value with a key's name comes from. */
  function addRoots(value: ValueId, name: string, what: string, isMeant: (root: Root) => boolean = () => true): void {
    for (const [root, called] of rootsOf(value))
      if (isMeant(root))
        add(root.value, root.path, 'key', 'name', wordsOf(name).join(' '), `is the key${called} that ${what}`);
  }
  function ofMember(to: ValueId, key: string, span: Span): void {
    if (isKeyName.says(key)) add(to, [], 'key', 'name', wordsOf(key).join(' '), `is the member ${key}`, span);
  }
  /** What a function says by its names that it takes or gives, whoever calls it. */
  function ofFunction(one: LinkedFunction): void {
    for (const parameter of one.parameters) {
      const isSeed = handlesKeys && /^_?(seed|seed_?bytes|passphrase|phrase|secret)$/iu.test(parameter.name);
      if (isKeyName.says(parameter.name) || isSeed) {
        add(
          parameter.value,
          [],
          'key',
          'name',
          wordsOf(parameter.name).join(' '),
          `is the parameter ${parameter.name} of ${one.name}()`,
        );
        // Who wraps it gives its own parameter any name.
        addRoots(parameter.value, parameter.name, `is given to ${one.name}() as ${parameter.name}`);
      }
    }
    const [first] = one.parameters;
    if (first !== undefined && first.rest === undefined && takesKey(one.name, first.name)) {
      const what = `is the parameter ${first.name} of ${one.name}()`;
      add(first.value, [], 'key', 'name', wordsOf(one.name).join(' '), what);
    }
    if (!isKeyName.says(one.name)) return;
    const words = wordsOf(one.name);
    if (GIVES_KEY.has(words[0] ?? '')) {
      add(one.result, [], 'key', 'name', words.join(' '), `is what ${one.name}() gives`, one.span);
    }
  }
}
