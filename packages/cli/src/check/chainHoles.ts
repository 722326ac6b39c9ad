import { type Estate } from '@portcullis/model';
import { type Shell } from '../shell.ts';
import { type Hole } from './hole.ts';

/** Holes that only the chains show. */
export async function chainHoles(_shell: Shell, _estate: Estate): Promise<{ readonly asked: string[]; readonly holes: Hole[] }> {
  return { asked: [], holes: [] };
}
