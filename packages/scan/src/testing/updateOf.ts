import { artifactOf } from '../archive/artifactOf.ts';
import { createAnalyse } from '../judge/createAnalyse.ts';
import { decide } from '../judge/decide.ts';
import { installedPythonLowering } from '../python/testing/pythonLowering.ts';

type Files = Readonly<Record<string, string>>;

const analyse = createAnalyse(await installedPythonLowering());

/** What the judge says of an update from some files to others, but for notes: `decision rule` of each finding. */
export function updateOf(before: Files, after: Files): string[] {
  const [was, is] = [before, after].map((files) =>
    analyse(
      artifactOf(
        Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
        { form: 'folder', ecosystem: Object.keys(files).some((path) => path.endsWith('.py')) ? 'pypi' : 'npm' },
      ),
      'example',
    ),
  );
  if (was === undefined || is === undefined) throw new TypeError('nothing to compare');
  return decide(is, { before: was })
    .findings.filter(({ decision }) => decision !== 'note')
    .map(({ decision, rule }) => `${decision} ${rule}`);
}
