/** A part of a terminal that is drawn over in place. */
export interface LiveScreen {
  readonly draw: (text: string) => void;
  /** Leaves the last picture and gives the terminal back. */
  readonly close: () => void;
}

/** Draws texts over each other on a terminal, in one write each so that nothing flickers. */
export function openLiveScreen(stream: NodeJS.WriteStream): LiveScreen {
  let height = 0;
  stream.write('\u001b[?25l');
  return {
    draw: (text) => {
      const lines = text.split('\n');
      const up = height > 1 ? `\u001b[${height - 1}A` : '';
      stream.write(`${up}\r${lines.map((line) => `${line}\u001b[K`).join('\n')}\u001b[J`);
      height = lines.length;
    },
    close: () => stream.write('\n\u001b[?25h'),
  };
}
