import { createFlowInterest } from '../../../packages/scan/src/prefilter/flowInterest.ts';
import { sourceSet } from './sourceSet.ts';
import { median } from './statistics.ts';

/** MB per second of processor time that the prefilter's matcher reads of the source set; the first pass, which warms it, does not count. */
export function prefilterRate(bytes: number, rounds: number): number {
  const files = sourceSet(bytes).flatMap((one) => one.files);
  const total = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const finder = createFlowInterest();
  const rates = Array.from({ length: rounds + 1 }, () => {
    const began = process.cpuUsage();
    for (const file of files) finder.interestOf(file.bytes, 'javascript');
    const { user, system } = process.cpuUsage(began);
    return total / (user + system);
  });
  return median(rates.slice(1));
}
