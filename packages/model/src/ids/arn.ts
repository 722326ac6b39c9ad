import { badId } from './badId.ts';
import type { Branded } from './brand.ts';

/** An Amazon resource name: `arn:partition:service:region:account:resource`. */
export type Arn = Branded<'Arn'>;

/** Reads an ARN. Throws `bad-id`. */
export function parseArn(text: unknown): Arn {
  if (
    typeof text !== 'string' ||
    text.length > 2048 ||
    !/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12})?:\S+$/.test(text)
  ) {
    throw badId('an ARN', text, 'arn:aws:service:region:account:resource');
  }
  return text as Arn;
}
