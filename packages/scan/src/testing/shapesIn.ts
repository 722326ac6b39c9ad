import { createHash } from 'node:crypto';
import type { Digest } from '@portcullis/model';
import type { PackageFile } from '../artifact.ts';
import { lowerJavaScript } from '../javascript/lowerJavaScript.ts';
import type { PackageFinding } from '../packageFinding.ts';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';
import { findShapes, type Lowered } from '../shapes/findShapes.ts';

const lowerPython = await installedPythonLowering();

/** The shapes in a package of these files, lowered as the judge lowers them. */
export function shapesIn(files: Readonly<Record<string, string>>): PackageFinding[] {
  const made = Object.entries(files).map(([path, text]): PackageFile => ({
    path,
    bytes: Buffer.from(text),
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}` as Digest,
    isExecutable: false,
  }));
  const lowered = made.flatMap((file): Lowered[] => {
    const text = Buffer.from(file.bytes).toString();
    if (/\.[cm]?[jt]sx?$/u.test(file.path)) return [{ file, text, module: lowerJavaScript(file.path, text) }];
    return file.path.endsWith('.py') ? [{ file, text, module: lowerPython(file.path, text) }] : [];
  });
  return findShapes({ files: made }, lowered);
}

/** What was found, as `decision rule`, once each; notes of minified files are left out. */
export function verdictsOf(files: Readonly<Record<string, string>>): string[] {
  const all = shapesIn(files).filter((one) => one.rule !== 'shape.minified');
  return [...new Set(all.map((one) => `${one.decision} ${one.rule.replace('shape.', '')}`))].toSorted();
}
