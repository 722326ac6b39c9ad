const BITCOIN = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** A base 58 codec over an alphabet of its own. */
export function createBase58(alphabet = BITCOIN) {
  const values = new Map([...alphabet].map((letter, index) => [letter, index]));
  return {
    encode(bytes) {
      const digits = [];
      for (const byte of bytes) {
        let carry = byte;
        for (let i = 0; i < digits.length; i++) {
          carry += digits[i] << 8;
          digits[i] = carry % 58;
          carry = (carry / 58) | 0;
        }
        while (carry > 0) {
          digits.push(carry % 58);
          carry = (carry / 58) | 0;
        }
      }
      let text = '';
      for (const byte of bytes) {
        if (byte !== 0) break;
        text += alphabet[0];
      }
      for (let i = digits.length - 1; i >= 0; i--) text += alphabet[digits[i]];
      return text;
    },
    decode(text) {
      const bytes = [];
      for (const letter of text) {
        const value = values.get(letter);
        if (value === undefined) throw new TypeError(`not a base 58 letter: ${letter}`);
        let carry = value;
        for (let i = 0; i < bytes.length; i++) {
          carry += bytes[i] * 58;
          bytes[i] = carry & 0xff;
          carry >>= 8;
        }
        while (carry > 0) {
          bytes.push(carry & 0xff);
          carry >>= 8;
        }
      }
      for (const letter of text) {
        if (letter !== alphabet[0]) break;
        bytes.push(0);
      }
      return Uint8Array.from(bytes.reverse());
    },
  };
}

export const base58 = createBase58();
