import type { CallIr, Span, StepIr, ValueId } from '../../ir/moduleIr.ts';
import type { ApiFacts } from '../catalog/apiFacts.ts';
import { environmentKind, namesKey, wordsOf } from '../catalog/secretNames.ts';
import type { SourceKind } from '../flowReport.ts';
import { API, indexOf, kindOf } from '../values/denotations.ts';
import type { Values } from '../values/values.ts';
import { packageHandlesKeys } from './packageHandlesKeys.ts';
import { publicFunctions } from './publicFunctions.ts';
import { secretFile } from './secretFile.ts';
import type { SourceFact } from './sourceFact.ts';
import { createSourceRoles } from './sourceRoles.ts';
import { traceBack } from './traceBack.ts';

const GIVES_KEY = new Set(
  'get export derive decrypt reveal load read generate create show dump recover unlock to as'.split(' '),
);

/** Everything in a package that gives something worth stealing, in order of files. */
export function findSources(
  values: Values,
  factsOf: (api: number) => ApiFacts,
  withDownloads: boolean,
): readonly SourceFact[] {
  const { program, sets } = values;
  const rolesOf = createSourceRoles(factsOf, withDownloads);
  const isKeyName = remembered(namesKey);
  const found: SourceFact[] = [];
  const seen = new Set<string>();
  const isPublic = publicFunctions(values);
  const handlesKeys = packageHandlesKeys(values, factsOf);

  function add(
    value: ValueId,
    path: readonly string[],
    kind: SourceKind,
    by: SourceFact['by'],
    rests: string,
    what: string,
    span?: Span,
  ): void {
    const key = `${value} ${path.join('.')} ${kind}`;
    if (seen.has(key)) return;
    seen.add(key);
    const file = program.modules[program.moduleOf(value)]?.file ?? '';
    found.push({
      value,
      path,
      kind,
      by,
      rests,
      what,
      file,
      span: span ?? program.valueIr(value)?.span ?? { start: 0, end: 0 },
    });
  }

  for (let index = 0; index < program.stepCount; index++) {
    const step = program.step(index) as StepIr;
    if (step.is === 'call') ofCall(step, index);
    else if (step.is === 'load') {
      ofName(step.to);
      ofLoad(step);
    } else if (step.is === 'global') ofName(step.to);
  }
  for (const index of [...isPublic].toSorted((a, b) => a - b)) ofPublic(index);
  return found;

  function ofCall(call: CallIr, index: number): void {
    for (const denotation of sets.of(call.callee)) {
      if (kindOf(denotation) !== API) continue;
      const roles = rolesOf(indexOf(denotation));
      if (!roles.called) continue;
      const { facts } = roles;
      if (facts.keyUse !== undefined) ofUse(call, facts, facts.keyUse);
      if (facts.origin !== undefined) {
        const kind = facts.origin.isDecryption === true && !handlesKeys ? 'credential' : facts.origin.kind;
        add(call.to, [], kind, 'origin', facts.path, `is what ${facts.path} gives`, call.span);
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
      if (withDownloads && facts.isDownload) {
        add(call.to, [], 'download', 'origin', facts.path, `is what ${facts.path} answers`, call.span);
        for (const value of /\.(get|request)$/u.test(facts.path) ? [] : givenToCallbacks(index)) {
          add(value, [], 'download', 'origin', facts.path, `is what ${facts.path} answers`, call.span);
        }
      }
      if (roles.asksWallet)
        // Most that a page's wallet answers is public: it is a hint.
        add(call.to, [], 'wallet', 'name', `${facts.path}()`, `is what ${facts.path}() gives`, call.span);
      if (roles.readsVariable) ofVariables(call);
      if (roles.readsStorage) ofStorage(call, facts.path);
    }
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
    for (const root of traceBack(values, factsOf, (one) => isPublic.has(one), given.value)) {
      const name = program.valueIr(root.value)?.name;
      const called = [name, ...root.path].filter((one) => one !== undefined).join('.');
      const kind = use.kind === 'credential' ? 'credential' : 'key';
      const what = `is the key${called === '' ? '' : ` (${called})`} that ${facts.path} takes`;
      add(root.value, root.path, kind, 'use', facts.path, what);
    }
  }
  /** Names from outside that are sources as they stand. */
  function ofName(value: ValueId): void {
    for (const denotation of sets.of(value)) {
      if (kindOf(denotation) !== API) continue;
      const { source, path } = rolesOf(indexOf(denotation)).facts;
      if (source?.members !== '=') continue;
      const what = source.kind === 'environment' ? 'is the whole environment' : `is ${path}`;
      add(value, [], source.kind, 'origin', path, what);
    }
  }
  function ofLoad({ from, key: read, to, span }: StepIr & { readonly is: 'load' }): void {
    const all = sets.of(from);
    if (all.length === 0) {
      // A member with such a name, of an object that comes from whoever uses the package.
      if (typeof read === 'string') ofMember(to, read, span);
      else for (const key of values.keysOf(read)) ofMember(to, key, span);
      return;
    }
    if (!all.some((one) => kindOf(one) === API && rolesOf(indexOf(one)).isEnvironment)) return;
    for (const key of values.keysOf(read)) {
      const kind = environmentKind(key);
      if (kind !== undefined) add(to, [], kind, 'origin', 'environment', `is the environment variable ${key}`, span);
    }
  }
  function ofMember(to: ValueId, key: string, span: Span): void {
    if (isKeyName(key)) add(to, [], 'key', 'name', wordsOf(key).join(' '), `is the member ${key}`, span);
  }
  function ofPublic(index: number): void {
    const one = program.functions[index];
    if (one === undefined) return;
    for (const parameter of one.parameters) {
      const isSeed = handlesKeys && /^(_?seed|seed_?bytes|passphrase)$/iu.test(parameter.name);
      if (isKeyName(parameter.name) || isSeed) {
        add(
          parameter.value,
          [],
          'key',
          'name',
          wordsOf(parameter.name).join(' '),
          `is the parameter ${parameter.name} of ${one.name}()`,
        );
      }
    }
    if (!isKeyName(one.name)) return;
    const words = wordsOf(one.name);
    if (GIVES_KEY.has(words[0] ?? '')) {
      add(one.result, [], 'key', 'name', words.join(' '), `is what ${one.name}() gives`, one.span);
    }
  }
}

/** The same names stand in many places. */
function remembered(test: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let is = known.get(name);
    if (is === undefined) known.set(name, (is = test(name)));
    return is;
  };
}
