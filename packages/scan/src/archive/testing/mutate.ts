/** One broken thing made of an honest one: bits turned, bytes set, a piece cut, doubled, moved or taken from another. */
export function mutate(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let changed = Uint8Array.from(bytes);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let times = 1 + below(3); times > 0 && changed.length > 0; times -= 1) {
    const at = below(changed.length);
    const length = 1 + below(Math.min(600, changed.length - at));
    switch (below(7)) {
      case 0:
      case 1:
        changed[at] = (changed[at] ?? 0) ^ (1 << below(8));
        break;
      case 2:
        changed[at] = [0, 255, 0x50, 0x2f, 0x2e, 0x30, 0x80][below(7)] ?? 0;
        break;
      case 3:
        changed = changed.slice(0, at);
        break;
      case 4:
        changed = joined(changed.subarray(0, at), changed.subarray(at + length));
        break;
      case 5:
        changed = joined(changed.subarray(0, at), changed.subarray(at, at + length), changed.subarray(at));
        break;
      default: {
        const from = below(Math.max(1, other.length - length));
        changed = joined(changed.subarray(0, at), other.subarray(from, from + length), changed.subarray(at + length));
      }
    }
  }
  return changed;
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
