import { SignoffFault } from '../signoffFault.ts';

/**
 * Reads the binary packets of SSH (RFC 4251 section 5) strictly: nothing beyond the end,
 * and `end` refuses bytes that nobody read. Throws `bad-encoding`.
 */
export class WireReader {
  readonly #bytes: Uint8Array;
  readonly #what: string;
  #at = 0;

  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  byte(): number {
    return this.take(1)[0] as number;
  }

  uint32(): number {
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0);
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length)
      throw this.refuse(
        `${length} bytes at ${this.#at} of ${this.#bytes.length}`,
        'as many bytes as the lengths inside say',
      );
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  string(): Uint8Array {
    return this.take(this.uint32());
  }

  /** A string of printable ASCII, as all names in SSH are. */
  name(): string {
    const bytes = this.string();
    let text = '';
    for (const byte of bytes) {
      if (byte < 0x20 || byte > 0x7e) throw this.refuse(`the byte ${byte} in a name`, 'printable ASCII');
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** A positive multiple-precision integer without its sign byte; a second spelling of one number is refused. */
  positive(): Uint8Array {
    const bytes = this.string();
    const [first, second] = bytes;
    if (first === undefined || first >= 0x80) throw this.refuse('a number that is not positive', 'a positive number');
    if (first !== 0) return bytes;
    if (second === undefined || second < 0x80)
      throw this.refuse('a number with an unneeded zero in front', 'its shortest form (RFC 4251)');
    return bytes.subarray(1);
  }

  end(): void {
    const rest = this.#bytes.length - this.#at;
    if (rest !== 0) throw this.refuse(`${rest} bytes after its end`, 'nothing after its end');
  }

  private refuse(found: string, expected: string): SignoffFault {
    return new SignoffFault('bad-encoding', {
      message: `${this.#what} is not well formed.`,
      found,
      expected,
      remedy: 'Sign again; do not edit what ssh-keygen wrote.',
    });
  }
}
