/** Something that takes a while. */
export interface Progress {
  /** Says how far it is. */
  readonly at: (label: string) => void;
  /** It is over, well or not. */
  readonly end: () => void;
}

const PATIENCE_MS = 1000;

/** Shows on a stream what is being waited for, from the second second on: redrawn on a terminal, one line elsewhere. */
export function showProgress(stream: NodeJS.WriteStream, first: string): Progress {
  let label = first;
  let drawn = false;
  const began = performance.now();
  const draw = (): void => {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (stream.isTTY) stream.write(`\r\u001b[K${label} … ${seconds} s`);
    else if (!drawn) stream.write(`${label} …\n`);
    drawn = true;
  };
  const timer = setInterval(draw, PATIENCE_MS);
  timer.unref();
  return {
    at: (next) => {
      label = next;
    },
    end: () => {
      clearInterval(timer);
      if (drawn && stream.isTTY) stream.write('\r\u001b[K');
    },
  };
}
