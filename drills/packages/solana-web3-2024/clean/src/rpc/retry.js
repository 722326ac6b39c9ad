const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tries again what failed for a while, with growing pauses. */
export async function withRetry(attempt, { tries = 3, pause = 200, isTemporary = () => true } = {}) {
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (error) {
      if (n >= tries || !isTemporary(error)) throw error;
      await sleep(pause * 2 ** (n - 1));
    }
  }
}
