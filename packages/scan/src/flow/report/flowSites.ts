import { digestOf } from '@portcullis/model';
import { STEP_KIND } from '../../ir/stepKind.ts';
import type { FlowSite } from '../flowReport.ts';
import type { Program } from '../program/linkProgram.ts';
import type { Values } from '../values/values.ts';
import { givenConstants } from './givenConstants.ts';
import { givenDigest } from './givenDigest.ts';
import { type Region, regionOf } from './regionOf.ts';
import { stepSaying } from './stepSaying.ts';

/** Says of steps where they stand, in words that another version of the package has too. */
export function createSiteOf(values: Values, steps: Iterable<number>): (step: number) => FlowSite {
  const { program } = values;
  const bodies = new Map<number, number[]>();
  for (const step of steps) bodies.set(functionAt(program, step), []);
  if (bodies.size > 0)
    for (let step = 0; step < program.stepCount; step++) bodies.get(functionAt(program, step))?.push(step);
  const codes = new Map<number, string>();
  const regions = new Map<number, Region>();
  const sites = new Map<number, FlowSite>();
  return (step) => {
    const known = sites.get(step);
    if (known !== undefined) return known;
    const index = functionAt(program, step);
    let code = codes.get(index);
    if (code === undefined) codes.set(index, (code = codeOf(program, index, bodies.get(index) ?? [])));
    const around = namedAround(program, index);
    const within = program.functions[around]?.name ?? '';
    const root = within === '' ? index : around;
    let region = regions.get(root);
    if (region === undefined) regions.set(root, (region = regionOf(program, root)));
    const { digest, constants } = givenDigest(program, region, step);
    // Where too much makes it, it is another one when anything in the function is.
    const given = shortened(digest ?? digestOf(code));
    const file = program.modules[program.moduleOfStep(step)]?.file ?? '';
    const site = { file, within, code, given, hosts: hostsAt(values, step, constants) };
    sites.set(step, site);
    return site;
  };
}

/**
 * Hosts that a call is given as text, also with more behind. Of what may be many texts none is told; more hosts than a few are
 * told as that, so that nobody hides one among them.
 */
function hostsAt(values: Values, step: number, constants: Iterable<number>): readonly string[] {
  const call = values.program.step(step);
  if (call.is !== 'call') return [];
  const given = givenConstants(
    values,
    call.arguments.map((one) => one.value),
    MOST_TEXTS,
  );
  const hosts = new Set(given.length === MOST_TEXTS ? [] : given.flatMap((text) => hostIn(text) ?? []));
  for (const value of constants)
    for (const text of values.constantsOf(value)) {
      const found = isNamedHost(values.program, value) ? hostIn(String(text)) : addressIn(String(text));
      if (found !== undefined) hosts.add(found);
    }
  return hosts.size > MOST_HOSTS ? ['*'] : [...hosts].toSorted();
}
const MOST_TEXTS = 12;
const MOST_HOSTS = 3;
const NAME = String.raw`((?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+|\d{1,3}(?:\.\d{1,3}){3})(?=[:/?#]|$)`;
/** An address, or a host by itself, where it is no file's name. */
const HOST = new RegExp(String.raw`^(?:[a-z][a-z+.-]*:)?\/\/(?:[^/?#@\s]*@)?${NAME}`, 'iu');
const BARE_HOST = new RegExp(String.raw`^${NAME}`, 'iu');
const FILE = /^[^:/?#]*\.(?:[cm]?[jt]sx?|json|py|html?|css|txt|md|xml|ya?ml|wasm|node|map|png|svg|lock|toml)$/iu;

function addressIn(text: string): string | undefined {
  return HOST.exec(text)?.[1]?.toLowerCase();
}
function hostIn(text: string): string | undefined {
  return addressIn(text) ?? (FILE.test(text) ? undefined : BARE_HOST.exec(text)?.[1]?.toLowerCase());
}
/** `{ hostname: 'example.invalid' }`: among all that a request is made of, a host by itself is known by the name that it has. */
function isNamedHost({ uses, kinds, names, memberNames }: Program, value: number): boolean {
  return uses.items.subarray(uses.offsets[value], uses.offsets[value + 1]).some((step) => {
    const name = names[step] as number;
    return kinds[step] === STEP_KIND.store && name >= 0 && HOST_NAMES.has(memberNames.textOf(name));
  });
}
const HOST_NAMES: ReadonlySet<string> = new Set(['host', 'hostname', 'domain', 'server']);

/** The function that a step belongs to. */
function functionAt({ gives, reads, starts, functionOf }: Program, step: number): number {
  const to = gives[step] as number;
  return functionOf[to < 0 ? (reads[starts[step] as number] as number) : to] as number;
}

/** The nearest function around a place that has a name, or the outermost. */
function namedAround({ functions }: Program, index: number): number {
  for (let at = index; ;) {
    const { name = '', within } = functions[at] ?? {};
    if (name !== '' || within === undefined) return at;
    at = within;
  }
}

/** A digest of the kinds of a function's steps, of the names that they say, and of which value of it each reads and gives. */
function codeOf(program: Program, index: number, body: readonly number[]): string {
  const numbers = new Map<number, number>();
  const numberOf = (value: number): number => {
    if (value < 0 || program.functionOf[value] !== index) return -1;
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };
  const said = body.map((step) => {
    const values = [program.gives[step] as number];
    for (let at = program.starts[step] as number; at < (program.starts[step + 1] as number); at++)
      values.push(program.reads[at] as number);
    return [...stepSaying(program, step), ...values.map(numberOf)];
  });
  return shortened(digestOf(JSON.stringify(said)));
}

function shortened(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + CODE_DIGITS);
}
/** As many digits of the digest tell the functions of one package apart. */
const CODE_DIGITS = 16;
