/** A part of a terminal that is drawn over in place. */
export interface LiveScreen {
  readonly draw: (text: string) => void;
  /** Writes whole lines above the picture, which stays the last thing on the terminal. */
  readonly above: (text: string) => void;
  /** Leaves the last picture and gives the terminal back. */
  readonly close: () => void;
}

/** Draws texts over each other on a terminal, in one write each so that nothing flickers. */
export function openLiveScreen(stream: { write(text: string): unknown }): LiveScreen {
  let lines: readonly string[] = [];
  stream.write('\u001b[?25l');
  const back = (): string => `${lines.length > 1 ? `\u001b[${lines.length - 1}A` : ''}\r`;
  const picture = (): string => `${lines.map((line) => `${line}\u001b[K`).join('\n')}\u001b[J`;
  return {
    draw: (text) => {
      const before = back();
      lines = text === '' ? [] : text.split('\n');
      stream.write(`${before}${picture()}`);
    },
    above: (text) => {
      stream.write(`${back()}\u001b[J${text}${text.endsWith('\n') ? '' : '\n'}${picture()}`);
    },
    close: () => stream.write(`${lines.length === 0 ? '' : '\n'}\u001b[?25h`),
  };
}
