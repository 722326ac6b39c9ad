import type { ValueId } from '../ir/moduleIr.ts';
import { isHiding } from './hidingSigns.ts';
import { DOWNLOADS, LOADS_FILE, STARTS_PROCESS, WRITES_PATH } from './pythonApis.ts';
import type { PythonCall, PythonFacts } from './pythonFacts.ts';
import { pythonHidingSigns } from './pythonHidingSigns.ts';
import { isAside, shapeFinding, type PythonShape, type Seen } from './pythonShape.ts';

/** A shell that runs what it fetches. */
const FETCH_AND_RUN =
  /\b(?:curl|wget|Invoke-WebRequest|iwr|certutil|bitsadmin|Start-BitsTransfer|DownloadString|DownloadFile)\b.*(?:\|\s*(?:sudo\s+)?(?:\S*\/)?(?:ba|z|da)?sh\b|\|\s*(?:sudo\s+)?python|&&|;|\biex\b|Invoke-Expression|Start-Process)|\biex\b.*\bDownloadString\b|\b(?:ba)?sh\b.*<\(\s*(?:curl|wget)\b/is;

/** Something is fetched from the network, written to a file and run, or fetched and run by a shell. */
export const pythonDownloadAndRun: PythonShape = (file) => {
  const { facts } = file;
  const runs = facts.calls.filter((call) => call.apis.some((api) => STARTS_PROCESS.test(api) || LOADS_FILE.test(api)));
  if (runs.length === 0) return [];
  const written = downloadedPaths(facts);
  const found: Seen[] = [];
  for (const run of runs) {
    const shell = run.step.arguments.flatMap((one) => facts.texts(one.value)).find((text) => FETCH_AND_RUN.test(text));
    const download = shell === undefined ? written.find((one) => isRun(facts, run, one)) : undefined;
    if (shell === undefined && download === undefined) continue;
    const api = (run.apis[0] ?? '').replace(/^\w+:/, '');
    const isUnasked = (run.atLoad || run.inConstructor) && !isAside(file.path);
    const when = run.atLoad ? ' when the module is imported' : run.inConstructor ? ' when an object is made' : '';
    const signs = pythonHidingSigns(facts, run);
    const isHeld = isUnasked || (isHiding(signs) && !isAside(file.path));
    const said = [...signs.strong, ...signs.weak];
    found.push({
      rule: 'shape.download-and-run',
      decision: isHeld ? 'hold' : isAside(file.path) ? 'note' : 'review',
      confidence: isHeld ? 'high' : 'medium',
      key: `${api}${when}`,
      why: `${api}() runs what the package fetched from the network${when}${said.length === 0 ? '' : `; it ${said.join(', ')}`}.`,
      spots: [
        ...(download === undefined ? [] : [{ span: download.call.step.span, what: 'writes what was downloaded' }]),
        { span: run.step.span, what: shell === undefined ? 'runs it' : 'lets a shell fetch and run it' },
      ],
    });
  }
  return found.slice(0, 4).map((seen) => shapeFinding(file, seen));
};

interface Written {
  readonly call: PythonCall;
  readonly path: ValueId;
}

/** Paths to which something from the network is written. */
function downloadedPaths(facts: PythonFacts): Written[] {
  const found: Written[] = [];
  for (const call of facts.calls) {
    const [first, second] = call.step.arguments;
    if (call.apis.some((api) => /(?:urlretrieve|wget\.download)$/.test(api))) {
      const path = call.step.arguments.find((one) => one.name === 'filename' || one.name === 'out') ?? second;
      if (path !== undefined) found.push({ call, path: path.value });
      continue;
    }
    const receiver = call.step.receiver;
    const isWrite = call.apis.some((api) => /\.(?:write|write_bytes|write_text|writelines)$/.test(api));
    const isCopy = call.apis.some((api) => api === 'py:shutil.copyfileobj');
    const content = isWrite ? first : isCopy ? first : undefined;
    if (content === undefined || ![...facts.origins(content.value).apis].some((api) => DOWNLOADS.test(api))) continue;
    const target = isCopy ? second?.value : receiver;
    if (target === undefined) continue;
    // The path is what the file was opened with.
    const opened = facts.origins(target).values;
    const opener = facts.calls.find((one) => opened.has(one.step.to) && one.apis.some((api) => WRITES_PATH.test(api)));
    const path = opener?.step.arguments[0]?.value ?? target;
    found.push({ call, path });
  }
  return found;
}

/** Whether the program or library that `run` starts lies where `written` put it. */
function isRun(facts: PythonFacts, run: PythonCall, { path }: Written): boolean {
  const { module } = facts;
  const at = facts.origins(path);
  const names = new Set([...at.values].filter((value) => isNamed(module.values.at(value)?.kind)));
  const texts = new Set(at.constants.filter((text) => text.length > 4 && !/^[rwab+]+$/.test(text)));
  return run.step.arguments.some((one, place) => {
    if (one.name === undefined ? place > 1 : one.name !== 'args') return false;
    const from = facts.origins(one.value);
    return [...from.values].some((value) => names.has(value)) || from.constants.some((text) => texts.has(text));
  });
}

function isNamed(kind: string | undefined): boolean {
  return kind === 'variable' || kind === 'parameter';
}
