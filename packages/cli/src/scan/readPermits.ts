import type { Estate } from '@portcullis/model';
import type { PackagePermit } from '@portcullis/scan';
import { verifyBundle } from '@portcullis/signoff/verify';
import { CliFault } from '../cliFault.ts';
import { readIntentFile } from '../intent/intentFile.ts';

/**
 * Reads signed permits for packages that are held (`propose package`), verified under the estate file, and in force
 * at `now`. Throws `bad-usage` for another kind of intent or one out of its time, and what verification throws.
 */
export async function readPermits(
  files: readonly string[],
  estate: Estate,
  now: number,
): Promise<readonly PackagePermit[]> {
  const permits: PackagePermit[] = [];
  for (const file of files) {
    const bundle = readIntentFile(file);
    const { intent } = bundle;
    if (intent.kind !== 'package') throw notOne(file, `an intent of the kind ${intent.kind}`);
    const hasWindow = estate.policies['package']?.window !== undefined;
    const nextWindow = hasWindow ? (await import('@portcullis/signoff/window')).nextWindow : undefined;
    const { tally, permit } = verifyBundle(bundle, estate, { nextWindow });
    if (now < permit.from || now >= permit.until)
      throw notOne(
        file,
        `a permit from ${new Date(permit.from).toISOString()} until ${new Date(permit.until).toISOString()}`,
      );
    const { package: subject, artifact, rules } = intent;
    permits.push({ id: permit.id, until: permit.until, by: personsOf(tally), package: subject, artifact, rules });
  }
  return permits;
}

function personsOf(tally: { readonly counted: readonly { readonly custodian: string }[] }): string[] {
  return tally.counted.map(({ custodian }) => custodian);
}

function notOne(file: string, found: string): CliFault {
  return new CliFault('bad-usage', {
    message: 'This permit lets no package through.',
    found: `${file}: ${found}`,
    expected: 'a permit for a package (portcullis propose package), signed and in force now',
  });
}
