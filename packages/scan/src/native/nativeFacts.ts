import type { Capability } from '../flow/flowReport.ts';

export type NativeFormat = 'elf' | 'pe' | 'mach-o' | 'wasm';

/** A part of a binary that is loaded as one. */
export interface NativeSection {
  readonly name: string;
  readonly size: number;
  readonly isCode: boolean;
  /** Shannon entropy in bits a byte: code has about 6, what is packed or encrypted almost 8. */
  readonly entropy: number;
}

/** A text in a binary that says what it is about. */
export interface NativeString {
  readonly kind: 'url' | 'address' | 'wallet' | 'credential' | 'shell';
  /** Printable, at most 200 characters. */
  readonly text: string;
}

/** What a binary can do, and the import, package or symbol that gives it. */
export interface NativeCapability {
  readonly capability: Capability;
  readonly by: string;
}

/** All that is read off a binary without running it. Comparable with those of another version: sorted, without addresses. */
export interface NativeFacts {
  readonly format: NativeFormat;
  readonly kind: 'program' | 'library' | 'object';
  /** Such as `x86-64`, `arm64`; several in a fat file. */
  readonly architectures: readonly string[];
  /** Libraries that are loaded with it; of wasm the modules that it imports from. */
  readonly libraries: readonly string[];
  /** Functions and data that it takes from outside, sorted. */
  readonly imports: readonly string[];
  readonly sections: readonly NativeSection[];
  /** Its code cannot be read because it is packed or encrypted. */
  readonly isPacked: boolean;
  readonly strings: readonly NativeString[];
  readonly language?: 'go' | 'rust';
  /** Modules that were compiled into it, `name version`, where the compiler left their names. */
  readonly modules: readonly string[];
  readonly capabilities: readonly NativeCapability[];
  /** What could not be read, in words: the facts are then partial. */
  readonly unread: readonly string[];
}
