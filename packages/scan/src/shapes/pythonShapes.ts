import type { ModuleIr } from '../ir/moduleIr.ts';
import type { PackageFinding } from '../packageFinding.ts';
import type { PythonLowering } from '../python/createPythonLowering.ts';
import { pythonDownloadAndRun } from './pythonDownloadAndRun.ts';
import { pythonRunsDecoded } from './pythonRunsDecoded.ts';
import { pythonFacts } from './pythonFacts.ts';
import { pythonForeignWrite } from './pythonForeignWrite.ts';
import { pythonGate } from './pythonGate.ts';
import { MAY_SWITCH_OFF, pythonProtectionOff } from './pythonProtectionOff.ts';
import type { PythonShape } from './pythonShape.ts';
import { pythonPersistence, pythonSelfPropagation } from './pythonSpread.ts';
import { pythonPathFile, pythonStartupModule } from './pythonStartupCode.ts';
import { pythonUnasked } from './pythonUnasked.ts';

/** A file of a Python package as text; `module` where it is Python that was lowered. */
export interface PythonText {
  readonly path: string;
  readonly text: string;
  readonly module?: ModuleIr;
}

const SHAPES: readonly PythonShape[] = [
  pythonRunsDecoded,
  pythonDownloadAndRun,
  pythonStartupModule,
  pythonUnasked,
  pythonGate,
  pythonSelfPropagation,
  pythonPersistence,
  pythonProtectionOff,
  pythonForeignWrite,
];

/** No detector finds anything in a file without one of these: they need not read its facts. */
const MAY_HAVE_SHAPE =
  /\b(?:exec|eval|execfile|runcode|runsource|push|FunctionType|pickle|cPickle|_pickle|dill|cloudpickle|marshal|jsonpickle|shelve|requests|httpx|aiohttp|urllib\w*|http|socket|wget|subprocess|os|pty|sh|pexpect|commands|ctypes|runpy|imp|importlib|winreg|_winreg|open|write_text|write_bytes|builtins|__builtins__|getattr|globals|__import__)\b/;

function mayHaveShape(text: string): boolean {
  if (MAY_HAVE_SHAPE.test(text) || MAY_SWITCH_OFF.test(text)) return true;
  // A name may be written with other letters that mean the same.
  const plain = text.normalize('NFKC');
  return plain !== text && MAY_HAVE_SHAPE.test(plain);
}

/** The shapes of theft that are no flow, in the Python files of one package. */
export function pythonShapes(files: readonly PythonText[], lower: PythonLowering): PackageFinding[] {
  return files.flatMap(({ path, text, module }) => {
    if (path.endsWith('.pth')) return pythonPathFile(path, text, lower);
    if (module === undefined) return [];
    const isStart = /(?:site|user)customize/.test(path);
    if (!isStart && !mayHaveShape(text)) return [];
    const file = { path, text, facts: pythonFacts(module), lower };
    return SHAPES.flatMap((shape) => shape(file));
  });
}
