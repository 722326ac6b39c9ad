import { createLog, startServer } from '@portcullis/server';
import type { ExitCode } from '../exitCode.ts';
import { openLiveScreen } from '../live/liveScreen.ts';
import { renderLive } from '../live/renderLive.ts';
import { readEstate } from '../readEstate.ts';
import type { Shell } from '../shell.ts';

const REDRAW_MS = 500;

/** `up`: runs the watch and the API until SIGINT or SIGTERM. */
export async function up(
  shell: Shell,
  _args: readonly string[],
  options: { readonly plain?: boolean },
): Promise<ExitCode> {
  // Told here, with every fault and its line, before anything is started.
  readEstate(shell.estateFile);
  const live = shell.interactive && options.plain !== true && !shell.json;
  // On a terminal the view tells what matters; what goes wrong beyond it still has to be seen.
  const log = createLog(live ? 'fatal' : (shell.env['PORTCULLIS_LOG'] ?? 'info'));
  const progress = live ? shell.progress('starting the watch') : undefined;
  const server = await startServer({
    estateFile: shell.estateFile,
    dataDirectory: shell.dataDirectory,
    log,
    signal: shell.signal,
  }).finally(() => progress?.end());
  if (live) {
    const screen = openLiveScreen(process.stdout);
    const draw = (): void =>
      screen.draw(
        renderLive(server.status(), {
          width: process.stdout.columns,
          height: process.stdout.rows,
          now: shell.clock(),
          url: server.url,
          paint: shell.paint,
        }),
      );
    const stop = server.subscribe(draw);
    const timer = setInterval(draw, REDRAW_MS);
    draw();
    await server.closed.finally(() => {
      clearInterval(timer);
      stop();
      draw();
      screen.close();
    });
  } else {
    shell.out(shell.json ? JSON.stringify({ ready: server.url }) : `ready ${server.url}`);
    await server.closed;
  }
  return 0;
}
