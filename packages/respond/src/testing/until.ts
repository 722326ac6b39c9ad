/** Waits until something holds, for at most ten seconds: a test that waits a fixed time fails on a busy machine. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it did not come to hold: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
