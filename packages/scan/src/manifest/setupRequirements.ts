import type { PackageFile } from '../artifact.ts';
import type { ModuleIr, ValueId } from '../ir/moduleIr.ts';
import { type PythonFacts, pythonFacts } from '../shapes/pythonFacts.ts';
import { textOf } from '../textOf.ts';
import { parseRequirement } from './dependencySource.ts';
import { isBroughtByMarker } from './isBroughtByMarker.ts';
import type { Dependency, DependencyKind } from './manifest.ts';

const SETUP = /^py:(?:setuptools|distutils\.core|numpy\.distutils\.core|skbuild)\.setup$/u;
const OPTIONS: readonly (readonly [option: string, kind: DependencyKind])[] = [
  ['setup_requires', 'build'],
  ['install_requires', 'runtime'],
];
const LONGEST = 1000;

/**
 * What `setup.py` says that a package needs, to be built and to run (setuptools keywords), where the text says so: in lists that
 * stand there, and in files of the package that it reads them from. An install from source does what is written here, whatever
 * the metadata beside it repeats. Each list and each file is read once, however many calls are given it.
 */
export function setupRequirements(module: ModuleIr, files: ReadonlyMap<string, PackageFile>): readonly Dependency[] {
  const facts = pythonFacts(module);
  const given = facts.calls
    .filter(({ apis }) => apis.some((api) => SETUP.test(api)))
    .flatMap(({ step }) => step.arguments);
  const givenAs = (option: string): Set<ValueId> => {
    const named = given.flatMap(({ name, value }) => (name === option ? [value] : []));
    const spread = given.flatMap((one) => (one.spread === true ? [one.value] : []));
    return new Set([...named, ...keptUnder(module, facts, spread, option)]);
  };
  return OPTIONS.flatMap(([option, kind]) => {
    const values = givenAs(option);
    if (option === 'install_requires') {
      for (const one of withoutExtra(module, facts, givenAs('extras_require'))) values.add(one);
    }
    const texts = new Set([...facts.elements(values), ...inFiles(facts, values, files)]);
    return [...texts].flatMap((text) => requirement(text, kind, module.file));
  });
}

/** `extras_require={':condition': […]}`: what stands there for no extra by name, everybody gets where the condition holds. */
function withoutExtra({ steps }: ModuleIr, facts: PythonFacts, extras: Iterable<ValueId>): readonly ValueId[] {
  const { values } = originsOfAll(facts, extras);
  return steps.flatMap((step) => {
    if (step.is !== 'store' || typeof step.key !== 'string' || !values.has(step.into)) return [];
    const isMeant = step.key === '' || (step.key.startsWith(':') && isBroughtByMarker(step.key.slice(1)));
    return isMeant ? [step.from] : [];
  });
}

/** `setup(**options)`: what is put into the dictionary under the option's name, also by `dict(option=…)` and `update(option=…)`. */
function keptUnder(
  { steps }: ModuleIr,
  facts: PythonFacts,
  options: Iterable<ValueId>,
  option: string,
): readonly ValueId[] {
  const values = originsOfAll(facts, options).values;
  return steps.flatMap((step) => {
    if (step.is === 'store') return step.key === option && values.has(step.into) ? [step.from] : [];
    if (step.is !== 'call') return [];
    const isPut = values.has(step.to) || (step.receiver !== undefined && values.has(step.receiver));
    return isPut ? step.arguments.flatMap(({ name, value }) => (name === option ? [value] : [])) : [];
  });
}

/** Lines of the files that values are read from. */
function inFiles(facts: PythonFacts, values: Iterable<ValueId>, files: ReadonlyMap<string, PackageFile>): string[] {
  const names = [...originsOfAll(facts, values).constants].map((name) => name.replace(/^\.\//u, ''));
  return [...new Set(names)].flatMap((name) => {
    const file = /\.(?:txt|in)$/u.test(name) ? files.get(name) : undefined;
    if (file === undefined) return [];
    // Options of pip and comments are no requirements.
    return textOf(file)
      .split(/\r?\n/u)
      .map((line) => line.replace(/(?:^|\s)#.*$/u, '').trim())
      .filter((line) => line !== '' && !line.startsWith('-'));
  });
}

interface AllOrigins {
  readonly values: ReadonlySet<ValueId>;
  readonly constants: ReadonlySet<string>;
}

/** Each is asked for alone: how far one is followed has a limit, which no other uses up. */
function originsOfAll(facts: PythonFacts, asked: Iterable<ValueId>): AllOrigins {
  const values = new Set<ValueId>();
  const constants = new Set<string>();
  for (const one of new Set(asked)) {
    const found = facts.origins(one);
    for (const value of found.values) values.add(value);
    for (const text of found.constants) constants.add(text);
  }
  return { values, constants };
}

function requirement(text: string, kind: DependencyKind, file: string): Dependency[] {
  const found = text.length > LONGEST ? undefined : parseRequirement(text);
  if (found === undefined) return [];
  const { name, range, from, isBrought } = found;
  return [{ name, range, kind: isBrought ? kind : 'extra', from, file }];
}
