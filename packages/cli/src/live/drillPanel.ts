import { openApi } from '../api/api.ts';
import type { StatusOutput } from '../output/statusOutput.ts';
import type { Shell } from '../shell.ts';
import { openLiveScreen } from './liveScreen.ts';
import { renderLive } from './renderLive.ts';

const REDRAW_MS = 400;
/** The lines of a drill need the larger part of the terminal. */
const MOST_ROWS = 16;

/** The live view of the watch in a drill, below the lines that the drill writes. */
export interface DrillPanel {
  write(text: string): void;
  /** Shows this watch from now on, until it no longer answers. */
  watch(where: { readonly url: string; readonly dataDirectory: string }): void;
  close(): void;
}

/** Opens the panel on the process's terminal. */
export function openDrillPanel(shell: Shell): DrillPanel {
  const screen = openLiveScreen(process.stdout);
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    screen.draw('');
  };
  return {
    write: screen.above,
    watch({ url, dataDirectory }) {
      const api = openApi(
        { ...shell, dataDirectory, progress: () => ({ at: () => undefined, end: () => undefined }) },
        url,
      );
      const draw = async (): Promise<void> => {
        const status = (await api.get('/v1/status')) as StatusOutput;
        const { columns, rows } = process.stdout;
        screen.draw(
          `\n${renderLive(status, { width: columns, height: Math.min(rows, MOST_ROWS), now: shell.clock(), url, paint: shell.paint })}`,
        );
      };
      // A watch that has stopped has nothing more to show.
      timer = setInterval(() => void draw().catch(stop), REDRAW_MS);
    },
    close() {
      stop();
      screen.close();
    },
  };
}
