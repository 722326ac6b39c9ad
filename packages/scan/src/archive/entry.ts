/** One entry of an archive as it is named there, before any tool's idea of where it goes. */
export interface Entry {
  /** As named, decoded; not yet checked. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'symlink' | 'hardlink' | 'device';
  /** Empty for all but files. */
  readonly bytes: Uint8Array;
  /** Unix permission bits; 0 where the archive has none. */
  readonly mode: number;
  /** Of links: as written. */
  readonly target?: string;
}

export const NOTHING: Uint8Array = new Uint8Array(0);
