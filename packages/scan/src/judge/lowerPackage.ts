import type { Digest } from '@portcullis/model';
import type { PackageFile } from '../artifact.ts';
import type { Language, ModuleIr } from '../ir/moduleIr.ts';
import { LoweredModule } from '../ir/loweredModule.ts';
import { lowerJavaScript } from '../javascript/lowerJavaScript.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { decodePython } from '../python/decodePython.ts';
import { textOf } from '../textOf.ts';
import { languageOf } from './codeOf.ts';

/** One file of code, lowered. */
export interface LoweredFile {
  readonly file: PackageFile;
  readonly text: string;
  readonly module: ModuleIr;
}

/** Lowers files of both languages, each text once: two versions of a package share most of their files. */
export interface Lowerer {
  lower(file: PackageFile, language: Language): LoweredFile;
}

/** Lowered text that is kept for the next version, in UTF-16 units. */
const KEPT = 48 * 1024 * 1024;

export function createLowerer(python: PythonLowering): Lowerer {
  const kept = new Map<Digest, LoweredFile>();
  let size = 0;
  return {
    lower(file, language) {
      const known = kept.get(file.digest);
      // Its path is part of a module: the same bytes under another name are another module.
      if (known?.file.path === file.path) return known;
      const lowered = language === 'python' ? lowerPython(file, python) : lowerScript(file);
      if (size + lowered.text.length > KEPT) {
        kept.clear();
        size = 0;
      }
      kept.set(file.digest, lowered);
      size += lowered.text.length;
      return lowered;
    },
  };
}

function lowerScript(file: PackageFile): LoweredFile {
  const text = textOf(file);
  return { file, text, module: lowerJavaScript(file.path, text) };
}

function lowerPython(file: PackageFile, python: PythonLowering): LoweredFile {
  const { text, unread } = decodePython(file.bytes);
  const module = python(file.path, text);
  if (unread === undefined) return { file, text, module };
  const all = [...module.unread, { span: { start: 0, end: 0 }, why: unread }];
  return { file, text, module: new LoweredModule({ ...module, unread: all }) };
}

/** The lowering of a tree's file as `compareWithSource` wants it: undefined for what is no code. */
export function lowerWith(lowerer: Lowerer): (file: PackageFile) => ModuleIr | undefined {
  return (file) => {
    const language = languageOf(file);
    return language === undefined ? undefined : lowerer.lower(file, language).module;
  };
}
