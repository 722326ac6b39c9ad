/** A log name made of an estate's name: `Example Staking` becomes `portcullis/example-staking`. */
export function originOf(estate: string): string {
  const slug = estate
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `portcullis/${slug === '' ? 'journal' : slug.slice(0, 100)}`;
}
