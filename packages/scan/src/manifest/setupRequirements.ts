import type { PackageFile } from '../artifact.ts';
import type { ModuleIr, ValueId } from '../ir/moduleIr.ts';
import { type PythonFacts, pythonFacts } from '../shapes/pythonFacts.ts';
import { textOf } from '../textOf.ts';
import { parseRequirement } from './dependencySource.ts';
import type { Dependency, DependencyKind } from './manifest.ts';

const SETUP = /^py:(?:setuptools|distutils\.core|numpy\.distutils\.core|skbuild)\.setup$/u;
const OPTIONS: readonly (readonly [option: string, kind: DependencyKind])[] = [
  ['setup_requires', 'build'],
  ['install_requires', 'runtime'],
];
const MOST = 1000;
const LONGEST = 1000;

/**
 * What `setup.py` says that a package needs, to be built and to run (setuptools keywords), where the text says so: in lists that
 * stand there, and in files of the package that it reads them from. An install from source does what is written here, whatever
 * the metadata beside it repeats.
 */
export function setupRequirements(module: ModuleIr, files: ReadonlyMap<string, PackageFile>): readonly Dependency[] {
  const facts = pythonFacts(module);
  const calls = facts.calls.filter(({ apis }) => apis.some((api) => SETUP.test(api)));
  return calls
    .flatMap(({ step }) =>
      OPTIONS.flatMap(([option, kind]) =>
        step.arguments
          .flatMap(({ name, value, spread }) =>
            name === option ? [value] : spread === true ? keptUnder(module, facts, value, option) : [],
          )
          .flatMap((value) => [...facts.elements(value), ...inFiles(facts, value, files)])
          .flatMap((text) => requirement(text, kind, module.file)),
      ),
    )
    .slice(0, MOST);
}

/** `setup(**options)`: what is put into the dictionary under the option's name, also by `dict(option=…)` and `update(option=…)`. */
function keptUnder(module: ModuleIr, facts: PythonFacts, options: ValueId, option: string): ValueId[] {
  const { values } = facts.origins(options);
  return module.steps.flatMap((step) => {
    if (step.is === 'store') return step.key === option && values.has(step.into) ? [step.from] : [];
    if (step.is !== 'call') return [];
    const isPut = values.has(step.to) || (step.receiver !== undefined && values.has(step.receiver));
    return isPut ? step.arguments.flatMap(({ name, value }) => (name === option ? [value] : [])) : [];
  });
}

/** Lines of the files that a value is read from. */
function inFiles(facts: PythonFacts, value: ValueId, files: ReadonlyMap<string, PackageFile>): string[] {
  return facts.origins(value).constants.flatMap((name) => {
    const file = /\.(?:txt|in)$/u.test(name) ? files.get(name.replace(/^\.\//u, '')) : undefined;
    if (file === undefined) return [];
    // Options of pip and comments are no requirements.
    return textOf(file)
      .split(/\r?\n/u)
      .map((line) => line.replace(/(?:^|\s)#.*$/u, '').trim())
      .filter((line) => line !== '' && !line.startsWith('-'));
  });
}

function requirement(text: string, kind: DependencyKind, file: string): Dependency[] {
  const found = text.length > LONGEST ? undefined : parseRequirement(text);
  return found === undefined ? [] : [{ name: found.name, range: found.range, kind, from: found.from, file }];
}
