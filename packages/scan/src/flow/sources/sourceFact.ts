import type { Span, ValueId } from '../../ir/moduleIr.ts';
import type { SourceKind } from '../flowReport.ts';

/** A place where something worth stealing is first seen. */
export interface SourceFact {
  readonly value: ValueId;
  readonly path: readonly string[];
  readonly kind: SourceKind;
  readonly by: 'use' | 'origin' | 'name';
  /** API or public word that it was recognised by: what stays the same under renaming. */
  readonly rests: string;
  /** Whether the same call may as well do the opposite: the one object encrypts in one direction and decrypts in the other. */
  readonly isGuess: boolean;
  /** In words, without a verb's subject. */
  readonly what: string;
  readonly file: string;
  readonly span: Span;
}
