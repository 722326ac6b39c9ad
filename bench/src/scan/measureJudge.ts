import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chanceOf, plantThefts } from '@portcullis/drills/packages';
import { type Analysis, artifactOf, createAnalyse, createPythonLowering, decide, readArtifact } from '@portcullis/scan';
import type { JudgeAnswer, JudgeTask, Said, UpdateTimes } from './judgeTask.ts';
import type { Sample } from './sample.ts';
import { sourceSet } from './sourceSet.ts';

/**
 * The judge in a process of its own, so that its memory is its own: does one task, and tells its parent. It is warmed
 * before it counts.
 */

/** So many passes over the source set, in which the runtime still compiles what it runs, do not count but as cold ones. */
const WARMING_PASSES = 3;
/** What has taken so long is not repeated: a median of it would say the same. */
const LONG_MS = 15_000;
/** Findings told of a version. */
const MOST_TOLD = 3;
const { resolve } = createRequire(import.meta.resolve('@portcullis/scan'));
const python = await createPythonLowering({
  runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(resolve('tree-sitter-python/tree-sitter-python.wasm')),
});
const task = JSON.parse(process.argv[2] ?? '') as JudgeTask;
process.send?.(answerTo(task), () => process.disconnect());

function answerTo(asked: JudgeTask): JudgeAnswer {
  switch (asked.is) {
    case 'first':
      return measureFirst(asked);
    case 'updates':
      return measureUpdates(asked);
    case 'planted':
      return judgePlanted(asked);
    case 'histories':
      return judgeHistories(asked);
  }
}

/** Of all threads: what the collector does beside is not free. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function measureFirst({ bytes, rounds }: Extract<JudgeTask, { is: 'first' }>): JudgeAnswer {
  const set = sourceSet(bytes);
  const total = set.reduce((sum, one) => sum + one.bytes, 0);
  const pass = (): { readonly cpu: number; readonly wall: number } => {
    // A new one keeps nothing of the pass before.
    const analyse = createAnalyse(python);
    const [cpu, wall] = [cpuSeconds(), performance.now()];
    for (const { name, files } of set) analyse(artifactOf(files, { form: 'folder', ecosystem: 'npm' }), name);
    return { cpu: total / 1e6 / (cpuSeconds() - cpu), wall: total / 1e3 / (performance.now() - wall) };
  };
  const passes = Array.from({ length: WARMING_PASSES + rounds }, pass);
  return {
    is: 'first',
    packages: set.length,
    megabytes: total / 1e6,
    cold: passes[0]?.cpu ?? Number.NaN,
    rates: passes.slice(WARMING_PASSES).map(({ cpu }) => cpu),
    wallRates: passes.slice(WARMING_PASSES).map(({ wall }) => wall),
    memory: mostMemory(),
  };
}

function measureUpdates({ samples, rounds }: Extract<JudgeTask, { is: 'updates' }>): JudgeAnswer {
  // Once through all, in which the runtime compiles what it runs; smallest first, as they would be waited for.
  const size = ({ archive }: Sample): number => statSync(archive).size;
  const cold = new Map(
    samples.toSorted((a, b) => size(a) - size(b)).map((sample) => [sample, updateOnce(sample).newer] as const),
  );
  const times = samples.map((sample): UpdateTimes => {
    const began = performance.now();
    const passes = [updateOnce(sample)];
    while (passes.length < rounds && performance.now() - began < LONG_MS) passes.push(updateOnce(sample));
    // Written at once, while a message would wait for the loop that the work keeps busy.
    process.stderr.write(`scan: ${sample.about}: ${Math.round(passes[0]?.both ?? 0)} ms\n`);
    return {
      about: sample.about,
      both: passes.map(({ both }) => both),
      newer: passes.map(({ newer }) => newer),
      cold: cold.get(sample) ?? Number.NaN,
      processor: passes.map(({ processor }) => processor),
    };
  });
  return { is: 'updates', times, memory: mostMemory() };
}

/** Puts thefts into real packages, each as an update that brings nothing else. */
function judgePlanted({ samples, each }: Extract<JudgeTask, { is: 'planted' }>): JudgeAnswer {
  const missed: string[] = [];
  let [packages, planted] = [0, 0];
  for (const { about, archive } of samples) {
    const judge = createAnalyse(python);
    const artifact = readArtifact(path.basename(archive), readFileSync(archive));
    const texts = new Map(artifact.files.map((file) => [file.path, new TextDecoder().decode(file.bytes)]));
    const thefts = plantThefts(texts, each, chanceOf(about));
    if (thefts.length === 0) continue;
    const before = judge(artifact, about);
    packages += 1;
    for (const theft of thefts) {
      const files = artifact.files.map(({ path: file, bytes }) => ({
        path: file,
        bytes: file === theft.file ? new TextEncoder().encode(theft.text) : bytes,
      }));
      const changed = artifactOf(files, { form: 'folder', ecosystem: artifact.ecosystem });
      const { decision } = decide(judge(changed, about), { before });
      planted += 1;
      if (decision !== 'hold') missed.push(`${about}: ${theft.about}: ${decision}`);
    }
    process.stderr.write(`scan: ${about}: ${thefts.length} thefts put into it\n`);
  }
  return { is: 'planted', packages, planted, missed };
}

/** Each package from its first version on: that one at first sight, the others as updates of the one before. */
function judgeHistories({ histories }: Extract<JudgeTask, { is: 'histories' }>): JudgeAnswer {
  const [first, updates]: [Said[], Said[]] = [[], []];
  for (const { about, archives } of histories) {
    let before: Analysis | undefined;
    for (const archive of archives) {
      const began = performance.now();
      const analysis = analysed(createAnalyse(python), archive);
      const { decision, findings } = decide(analysis, before === undefined ? {} : { before });
      const why = findings
        .filter((one) => one.decision === decision)
        .map((one) => `${one.rule} (${one.confidence}): ${one.why}`)
        .slice(0, MOST_TOLD);
      const said = { about: `${about}, ${path.basename(archive)}`, decision, why, ms: performance.now() - began };
      (before === undefined ? first : updates).push(said);
      before = analysis;
    }
    process.stderr.write(`updates: ${about}: ${archives.length} versions\n`);
  }
  return { is: 'histories', first, updates };
}

/** Both versions by a judge that knows neither; then the newer by one that was told of the older, but has kept none of its code. */
function updateOnce({ archive, before }: Sample): Readonly<Record<'both' | 'newer' | 'processor', number>> {
  const [began, seconds] = [performance.now(), cpuSeconds()];
  const judge = createAnalyse(python);
  const earlier = before === undefined ? undefined : analysed(judge, before);
  const circumstances = earlier === undefined ? {} : { before: earlier };
  decide(analysed(judge, archive), circumstances);
  const [both, processor] = [performance.now() - began, (cpuSeconds() - seconds) * 1000];
  const again = performance.now();
  decide(analysed(createAnalyse(python), archive), circumstances);
  return { both, newer: performance.now() - again, processor };
}

function analysed(judge: ReturnType<typeof createAnalyse>, archive: string): Analysis {
  return judge(readArtifact(path.basename(archive), readFileSync(archive)), path.basename(archive));
}

function mostMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
