import type { Artifact, PackageFile } from '../artifact.ts';
import { readBindingGyp } from './bindingGyp.ts';
import { checkIdentity } from './checkIdentity.ts';
import type { Manifest } from './manifest.ts';
import { createManifestNotes } from './manifestNotes.ts';
import { joinParts, type ManifestContext, type ManifestPart } from './manifestPart.ts';
import { readEntryPoints, readMetadata, readTopLevel, readWheelFile } from './metadataFile.ts';
import { readShrinkwrap } from './npmShrinkwrap.ts';
import { readPackageJson } from './packageJson.ts';
import { readPyproject } from './pyproject.ts';
import { readSetupCfg } from './setupCfg.ts';
import { readStartupCode } from './startupCode.ts';
import { isWorkflow, readWorkflow } from './workflowFile.ts';

/** Workflows of a tree are many, and each is read. */
const WORKFLOWS = 200;

/**
 * Reads all that a package declares of itself: what runs at install, build or start, what it needs, what it puts on the
 * path, and how it is released. A manifest that cannot be read is named, never passed over.
 */
export function readManifest(artifact: Artifact): Manifest {
  const own = artifact.files.filter(({ path }) => !path.includes('!/'));
  const notes = createManifestNotes();
  const context: ManifestContext = { form: artifact.form, files: new Map(own.map((file) => [file.path, file])), notes };
  const parts = [
    ...(artifact.ecosystem === 'npm' ? npmParts(context) : pythonParts(context)),
    ...own
      .filter(({ path }) => isWorkflow(path))
      .slice(0, WORKFLOWS)
      .map((file) => readWorkflow(file, context)),
  ];
  checkIdentity(artifact, parts, context);
  return { ...joinParts(parts), findings: notes.findings(), unread: notes.unreadPaths() };
}

function npmParts(context: ManifestContext): ManifestPart[] {
  const json = context.files.get('package.json');
  const part = json === undefined ? {} : readPackageJson(json, context);
  const gyp = context.files.get('binding.gyp');
  const lock = context.files.get('npm-shrinkwrap.json');
  return [
    part,
    ...(gyp === undefined ? [] : [readBindingGyp(gyp, part.npm?.compilesImplicitly ?? true, context)]),
    ...(lock === undefined ? [] : [readShrinkwrap(lock, context)]),
  ];
}

function pythonParts(context: ManifestContext): ManifestPart[] {
  const { files, form } = context;
  const each = (pattern: RegExp, read: (file: PackageFile, context: ManifestContext) => ManifestPart): ManifestPart[] =>
    [...files.values()].filter(({ path }) => pattern.test(path)).map((file) => read(file, context));
  const metadata =
    form === 'wheel' ? each(/^[^/]+\.dist-info\/METADATA$/, readMetadata) : each(/^PKG-INFO$/, readMetadata);
  const project = form === 'wheel' ? [] : each(/^pyproject\.toml$/, readPyproject);
  const config = form === 'wheel' ? [] : each(/^setup\.cfg$/, readSetupCfg);
  const name = [...metadata, ...project, ...config].find((part) => part.name !== undefined)?.name;
  const folder = form === 'wheel' ? /^[^/]+\.dist-info\// : /^[^/]+\.egg-info\//;
  const inFolder = (file: string): RegExp => new RegExp(`${folder.source}${file}$`);
  // Source archives say in their own files what entry_points.txt repeats.
  const points = (file: PackageFile, own: ManifestContext): ManifestPart => readEntryPoints(file, name, own);
  const hasPoints = [...project, ...config].some(({ commands = [] }) => commands.length > 0);
  return [
    ...metadata,
    ...project,
    ...config,
    ...(form === 'wheel' ? [] : [setupScript(context)]),
    ...(hasPoints ? [] : each(inFolder('entry_points\\.txt'), points)),
    ...each(inFolder('top_level\\.txt'), readTopLevel),
    ...(form === 'wheel' ? each(/^[^/]+\.dist-info\/WHEEL$/, readWheelFile) : []),
    readStartupCode(context),
  ];
}

/** `setup.py` is code, and is judged where code is; here it counts because building the package runs it. */
function setupScript({ files }: ManifestContext): ManifestPart {
  if (!files.has('setup.py')) return {};
  return { hooks: [{ file: 'setup.py', name: 'setup.py', when: 'build', command: 'setup.py', runs: ['setup.py'] }] };
}
