import { type Artifact, artifactOf, readArtifact } from '@portcullis/scan';
import { applyUserRules, parseUserRules } from '@portcullis/scan';
import type { Material } from '../material.ts';
import type { Analyser } from './wire.ts';

/** Loads the parsers and gives what turns bytes into an analysis. Runs in the confined worker. */
export async function createAnalyser(): Promise<Analyser> {
  return ({ material, rules, wantsFiles }, onFile) => {
    onFile(material.name);
    const artifact = artifactIn(material);
    const { name, version, ecosystem, digest, files, findings, unread } = artifact;
    return {
      analysis: {
        subject: name === undefined || version === undefined ? material.name : `${ecosystem} ${name} ${version}`,
        digest,
        ecosystem,
        ...(name === undefined ? {} : { name }),
        ...(version === undefined ? {} : { version }),
        files: files.map((file) => ({ path: file.path, digest: file.digest, bytes: file.bytes.length })),
        declared: { hooks: [], dependencies: {}, protections: [] },
        uses: [],
        findings,
        unread: unread.map(({ path, why }) => ({ file: path, why })),
      },
      more: rules.flatMap((one) => applyUserRules(parseUserRules(one.text, one.name), artifact, [])),
      ...(wantsFiles ? { files } : {}),
    };
  };
}

function artifactIn(material: Material): Artifact {
  if (material.is === 'archive') return readArtifact(material.name, material.bytes);
  const { form, ecosystem, files, unread } = material;
  const artifact = artifactOf(files, { form, ecosystem });
  return { ...artifact, unread: [...artifact.unread, ...unread] };
}
