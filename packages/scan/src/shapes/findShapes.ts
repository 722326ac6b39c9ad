import type { Artifact, PackageFile } from '../artifact.ts';
import type { ModuleIr } from '../ir/moduleIr.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { addressTable } from './addressTable.ts';
import { downloadAndRun } from './downloadAndRun.ts';
import { environmentGate } from './environmentGate.ts';
import { farColumn } from './farColumn.ts';
import { foreignWrite } from './foreignWrite.ts';
import { hiddenDirection } from './hiddenDirection.ts';
import { hiddenText } from './hiddenText.ts';
import { hiddenImport } from './hiddenImport.ts';
import { hookedBrowser } from './hookedBrowser.ts';
import { lookAlikeName } from './lookAlikeName.ts';
import { NumberRoom } from './numberRoom.ts';
import { createObfuscation } from './obfuscation.ts';
import { persistence } from './persistence.ts';
import { protectionOff } from './protectionOff.ts';
import { runsDecoded } from './runsDecoded.ts';
import { createSelfPropagation } from './selfPropagation.ts';
import { isSource, type ShapeFile, shapeFile } from './shapeFile.ts';
import { textOf } from '../textOf.ts';

/** Detectors of what a reader is kept from seeing, in any text that something runs. */
const TEXT: readonly ((file: ShapeFile) => PackageFinding[])[] = [hiddenDirection, hiddenText, farColumn];
/** Detectors of what one module does. */
const MODULE: readonly ((file: ShapeFile) => PackageFinding[])[] = [
  lookAlikeName,
  hiddenImport,
  runsDecoded,
  downloadAndRun,
  hookedBrowser,
  addressTable,
  persistence,
  foreignWrite,
  environmentGate,
  protectionOff,
];
/** Text that something runs beside what was lowered. */
const RUN_TEXT = /\.(?:sh|bash|zsh|ps1|bat|cmd|ya?ml|gyp|gypi|toml|cfg)$/iu;

/** A file of code as its language decodes it, and lowered. */
export interface Lowered {
  readonly file: Pick<PackageFile, 'path'>;
  readonly text: string;
  readonly module: ModuleIr;
}

/**
 * What a package is or does that is no flow: known shapes of thefts, and what hides code from a reader. `lowered`
 * are the artifact's files of code, found by their path.
 */
export function findShapes(artifact: Pick<Artifact, 'files'>, lowered: readonly Lowered[]): PackageFinding[] {
  const loweredAt = new Map(lowered.map((one) => [one.file.path, one] as const));
  const findings: PackageFinding[] = [];
  const obfuscation = createObfuscation();
  const selfPropagation = createSelfPropagation();
  const room = new NumberRoom();
  // File by file, so that all detectors find it in the processor's memory, and only one file's facts are kept at a time.
  for (const { path, bytes } of artifact.files) {
    const code = loweredAt.get(path);
    if (code === undefined && !isSource(path) && !RUN_TEXT.test(path)) continue;
    room.clear();
    const file = shapeFile(
      { path, text: code?.text ?? textOf({ bytes }), bytes: bytes.length, module: code?.module },
      room,
    );
    for (const detect of TEXT) findings.push(...detect(file));
    if (file.view !== undefined) for (const detect of MODULE) findings.push(...detect(file));
    obfuscation.look(file);
    selfPropagation.look(file);
  }
  return [...findings, ...obfuscation.findings(), ...selfPropagation.findings()];
}
