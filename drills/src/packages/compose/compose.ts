import { chanceOf } from '../chance.ts';
import type { Encoder } from '../encoders.ts';
import { composeJavaScript } from './composeJavaScript.ts';
import { composePython } from './composePython.ts';
import {
  type Choice,
  type Composition,
  type Disguise,
  DISGUISES,
  type Path,
  type Sink,
  type Source,
} from './composition.ts';
import { JAVASCRIPT_PARTS } from './javascriptParts.ts';
import { PYTHON_PARTS } from './pythonParts.ts';

/** Everything that a composition in one language is drawn from. */
export interface Parts {
  readonly sources: readonly Source[];
  readonly paths: readonly Path[];
  readonly encoders: readonly Encoder[];
  readonly sinks: readonly Sink[];
  readonly triggers: readonly string[];
  /** What anybody may know, to be had at import. */
  readonly harmlessAtImport: string;
}

/** The parts of a choice, and the value that takes their way. */
export interface Made {
  readonly source: Source;
  readonly path: Path;
  readonly encoder: Encoder;
  readonly sink: Sink;
  readonly disguise: Disguise;
  readonly trigger: string;
  readonly value: string;
}

export const PARTS: Readonly<Record<Choice['language'], Parts>> = {
  javascript: JAVASCRIPT_PARTS,
  python: PYTHON_PARTS,
};

/**
 * Makes a theft and its neighbours of parts drawn from a seed; those that `fixed` names are not drawn. Throws where it names
 * one that there is not.
 */
export function compose(language: Choice['language'], seed: number | string, fixed: Partial<Choice> = {}): Composition {
  const chance = chanceOf(`${language} ${seed}`);
  const parts = PARTS[language];
  const draw = <T extends { readonly name: string }>(
    label: string,
    list: readonly T[],
    name: string | undefined,
  ): T => {
    const drawn = name === undefined ? chance.fork(label).pick(list) : list.find((one) => one.name === name);
    if (drawn === undefined)
      throw new RangeError(`there is no ${label} ${name}; there are ${list.map((one) => one.name).join(', ')}`);
    return drawn;
  };
  const source = draw('source', parts.sources, fixed.source);
  const path = draw('path', parts.paths, fixed.path);
  const encoder = draw('encoder', parts.encoders, fixed.encoder);
  const sink = draw('sink', parts.sinks, fixed.sink);
  const disguise = draw('disguise', DISGUISES, fixed.disguise);
  const triggers = parts.triggers
    .filter((one) => one !== 'import' || source.atImport !== undefined)
    .map((name) => ({ name }));
  const { name: trigger } = draw('trigger', triggers, fixed.trigger);

  const isCommon = chance.fork('module').below(2) === 0;
  const build = (value: string | undefined) => {
    const made = value === undefined ? undefined : { source, path, encoder, sink, disguise, trigger, value };
    return language === 'javascript' ? composeJavaScript(made, isCommon) : composePython(made);
  };
  const [secret, harmless] =
    trigger === 'import' && source.atImport !== undefined
      ? [source.atImport.value, parts.harmlessAtImport]
      : [source.secret, source.harmless];
  return {
    choice: {
      language,
      source: source.name,
      path: path.name,
      encoder: encoder.name,
      sink: sink.name,
      trigger,
      disguise: disguise.name,
    },
    ecosystem: language === 'javascript' ? 'npm' : 'pypi',
    clean: build(undefined),
    poisoned: build(secret),
    honest: build(harmless),
  };
}
