/** The same numbers with room for as many again. */
export function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const made = new Int32Array(column.length * 2);
  made.set(column);
  return made;
}

/** The same for small numbers. */
export function grownBytes(column: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(column.length * 2);
  made.set(column);
  return made;
}
