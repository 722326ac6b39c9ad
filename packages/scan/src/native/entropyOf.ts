/** Larger parts are judged by their beginning. */
const SAMPLE = 2 * 1024 * 1024;

/** Shannon entropy in bits a byte, from 0 to 8, rounded to a hundredth. */
export function entropyOf(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.length === 0) return 0;
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] as number) + 1;
  let entropy = 0;
  for (const count of counts) {
    if (count === 0) continue;
    const share = count / sample.length;
    entropy -= share * Math.log2(share);
  }
  return Math.round(entropy * 100) / 100;
}
