import { REACHES_NETWORK, STARTS_PROCESS, WRITES_PATH } from './pythonApis.ts';
import type { PythonCall, PythonFacts } from './pythonFacts.ts';
import { isAside, shapeFinding, type PythonFile, type PythonShape, type Seen } from './pythonShape.ts';

const PUBLISHES =
  /\btwine\b.*\bupload\b|\bnpm\b.*\bpublish\b|\bsetup\.py\b.*\bupload\b|upload\.pypi\.org\/legacy|\b(?:poetry|flit|hatch|uv|pdm|cargo)\b\W+publish\b|\bgem\b\W+push\b/s;
const TOKENS =
  /\.pypirc\b|\.npmrc\b|\bTWINE_(?:PASSWORD|USERNAME)\b|\bPYPI_(?:API_)?TOKEN\b|\bNPM_TOKEN\b|\b_authToken\b|\bUV_PUBLISH_TOKEN\b/;
const WORKFLOWS = /\.github[\\/]+workflows/;

const LASTS =
  /(?:^|[\\/])\.(?:bashrc|bash_profile|bash_login|zshrc|zprofile|zshenv|profile)$|(?:^|[\\/])etc[\\/](?:cron|profile|rc\.local|systemd|init\.d)|\.config[\\/](?:systemd|autostart)|[\\/]?Launch(?:Agents|Daemons)\b|\bStart Menu\b.*\bStartup\b|\.ssh[\\/]authorized_keys|\.git[\\/]hooks[\\/]|CurrentVersion\\+Run\b/i;
const LASTING_COMMANDS =
  /\bcrontab\b(?!\s+-l\b)\s+\S|\|\s*crontab\b|\bsystemctl\b.*\benable\b|\blaunchctl\b.*\b(?:load|bootstrap)\b|\bschtasks\b.*\/create|\breg\b\s+add\b.*\\Run\b/is;

/** A package that publishes others, or writes their workflows, with what it finds on the machine. */
export const pythonSelfPropagation: PythonShape = (file) => {
  const { facts } = file;
  const texts = constantsOf(facts);
  const hasToken = texts.some((text) => TOKENS.test(text));
  const found: Seen[] = [];
  for (const call of facts.calls) {
    const isReaching = call.apis.some((api) => STARTS_PROCESS.test(api) || REACHES_NETWORK.test(api));
    const given = isReaching || writes(facts, call) ? argumentTexts(facts, call) : [];
    const publishes = isReaching && given.some((text) => PUBLISHES.test(text));
    const writesWorkflow = !isReaching && given.some((text) => WORKFLOWS.test(text));
    if (!publishes && !writesWorkflow) continue;
    const isUnasked = unasked(file, call) && (writesWorkflow || hasToken);
    const what = publishes ? 'publishes packages' : 'writes workflows of a repository';
    found.push({
      rule: 'shape.self-propagation',
      decision: isUnasked ? 'hold' : hasToken || writesWorkflow ? 'review' : 'note',
      confidence: isUnasked ? 'high' : 'medium',
      key: what,
      why: `${file.path} ${what}${hasToken ? ' and reads tokens for it' : ''}${isUnasked ? ', without anyone calling it' : ''}.`,
      spots: [{ span: call.step.span, what }],
    });
  }
  return found.slice(0, 2).map((seen) => shapeFinding(file, seen));
};

/** A package that makes itself run again: shell profiles, timers, services, start-up folders, other people's hooks. */
export const pythonPersistence: PythonShape = (file) => {
  const { facts } = file;
  const found: Seen[] = [];
  for (const call of facts.calls) {
    const isProcess = call.apis.some((api) => STARTS_PROCESS.test(api));
    const isRegistry = call.apis.some((api) => /^py:_?winreg\.SetValue(?:Ex)?$/.test(api));
    if (!isProcess && !isRegistry && !writes(facts, call)) continue;
    const given = argumentTexts(facts, call);
    const lasts = isRegistry
      ? constantsOf(facts).some((text) => LASTS.test(text))
      : given.some((text) => (isProcess ? LASTING_COMMANDS : LASTS).test(text));
    if (!lasts) continue;
    const isUnasked = unasked(file, call);
    found.push({
      rule: 'shape.persistence',
      decision: isUnasked ? 'hold' : 'review',
      confidence: isUnasked ? 'high' : 'medium',
      key: isProcess ? 'command' : isRegistry ? 'registry' : 'file',
      why: `${file.path} makes something run at every start${isUnasked ? ', without anyone calling it' : ''}.`,
      spots: [{ span: call.step.span, what: 'is run again at every start or login' }],
    });
  }
  return found.slice(0, 2).map((seen) => shapeFinding(file, seen));
};

function unasked(file: PythonFile, call: PythonCall): boolean {
  return (call.atLoad || call.inConstructor) && !isAside(file.path);
}

function writes(facts: PythonFacts, call: PythonCall): boolean {
  if (call.apis.some((api) => /\.write_(?:text|bytes)$/.test(api))) return true;
  if (!call.apis.some((api) => WRITES_PATH.test(api))) return false;
  if (!call.apis.some((api) => /\bopen$/.test(api))) return true;
  const mode = call.step.arguments.find((one) => one.name === 'mode') ?? call.step.arguments[1];
  return mode !== undefined && facts.texts(mode.value).some((text) => /^[rbt]*[wax+]/.test(text));
}

function argumentTexts(facts: PythonFacts, call: PythonCall): string[] {
  const given = call.step.arguments.map((one) => one.value);
  if (call.step.receiver !== undefined) given.push(call.step.receiver);
  return given.flatMap((value) => facts.texts(value));
}

function constantsOf({ module }: PythonFacts): string[] {
  return module.steps.flatMap((step) => (step.is === 'constant' && typeof step.value === 'string' ? [step.value] : []));
}
