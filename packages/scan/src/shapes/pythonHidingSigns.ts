import type { ValueId } from '../ir/moduleIr.ts';
import type { HidingSigns } from './hidingSigns.ts';
import { DECODES, DOWNLOADS } from './pythonApis.ts';
import type { PythonCall, PythonFacts } from './pythonFacts.ts';

const REMOVES = /^py:(?:os\.(?:remove|unlink|rename|replace)|shutil\.move|pathlib\.Path\(\)\.unlink)$/;
const TEMPORARY = /^py:tempfile\.\w+\(\)/;
const TEMPORARY_TEXT = /^(?:\/(?:var\/)?tmp(?:\/|$)|TMPDIR$|TEMP$|TMP$)|[\\/]AppData[\\/]Local[\\/]Temp/;
const WAITS = /^py:(?:subprocess\.Popen|asyncio\.create_subprocess_\w+)\(\)\.(?:wait|communicate|poll|returncode)$/;

/** The signs around one call that runs a program from the network, as for JavaScript. */
export function pythonHidingSigns(facts: PythonFacts, run: PythonCall): HidingSigns {
  const [program] = run.step.arguments;
  const from = program === undefined ? undefined : facts.origins(program.value);
  const texts = from?.constants ?? [];
  const strong = [
    ...(removesItself(facts) ? ['removes its own file'] : []),
    ...(hidesAddress(facts) ? ['hides the address that it fetches from'] : []),
  ];
  const weak = [
    ...([...(from?.apis ?? [])].some((api) => TEMPORARY.test(api)) || texts.some((text) => TEMPORARY_TEXT.test(text))
      ? ['puts it into a folder for temporary files']
      : []),
    ...(texts.some((text) => /(?:^|[\\/])\.[\w-]/.test(text) && !/^\.\.?[\\/]/.test(text))
      ? ['gives it a hidden name']
      : []),
    ...(isSilent(facts, run) ? ['throws its output away'] : []),
    ...(runsOn(facts, run) ? ['lets it run on by itself'] : []),
  ];
  return { strong, weak };
}

function removesItself(facts: PythonFacts): boolean {
  return facts.calls.some(({ apis, step }) => {
    const [path] = step.arguments;
    return path !== undefined && apis.some((api) => REMOVES.test(api)) && isOwnFile(facts, path.value);
  });
}

function isOwnFile({ module, origins }: PythonFacts, value: ValueId): boolean {
  const { values } = origins(value);
  return module.steps.some((step) => step.is === 'global' && step.name === '__file__' && values.has(step.to));
}

/** An address that stands nowhere as a text, and is decoded instead. */
function hidesAddress(facts: PythonFacts): boolean {
  return facts.calls.some(({ apis, step }) => {
    const [address] = step.arguments;
    if (address === undefined || !apis.some((api) => DOWNLOADS.test(`${api}()`))) return false;
    const from = facts.origins(address.value);
    return [...from.apis].some((api) => DECODES.test(api)) && !from.constants.some((text) => /^https?:/.test(text));
  });
}

/** `stdout=subprocess.DEVNULL` */
function isSilent(facts: PythonFacts, { step }: PythonCall): boolean {
  return step.arguments.some(
    ({ name, value }) =>
      name === 'stdout' &&
      [...facts.origins(value).apis].some((api) => /^py:(?:subprocess\.DEVNULL|os\.devnull)$/.test(api)),
  );
}

/** Started, and nobody waits for it. */
function runsOn(facts: PythonFacts, { apis }: PythonCall): boolean {
  return (
    apis.some((api) => /Popen$|spawnl?v?p?e?$|startfile$/.test(api)) &&
    !facts.calls.some((call) => call.apis.some((api) => WAITS.test(api)))
  );
}
