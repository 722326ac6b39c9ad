/**
 * The process that looks at strange bytes: bytes in, an analysis out. It is started with Node's permission model
 * and an empty environment, loads the parsers, gives up everything else, and only then says that it is ready.
 * Its argument is the module that analyses.
 */
import { writeSync } from 'node:fs';
import { ScanFault } from '@portcullis/scan';
import { confine } from './confine.ts';
import { type Analyser, FILE_NAMES_FD, type FromWorker, type ToWorker } from './wire.ts';

const module_ = (await import(process.argv[2] ?? '')) as { readonly createAnalyser: () => Promise<Analyser> };
const analyse = await module_.createAnalyser();
const denies = confine();

process.on('message', ({ id, request }: ToWorker) => {
  try {
    const answer = analyse(request, (file) => {
      writeSync(FILE_NAMES_FD, `${JSON.stringify(file)}\n`);
    });
    send({ is: 'analysed', id, answer });
  } catch (error) {
    send(toldOf(error, id));
  }
});
process.on('disconnect', () => process.exit(0));
send({ is: 'ready', denies });

function send(message: FromWorker): void {
  process.send?.(message);
}

function toldOf(error: unknown, id: number): FromWorker {
  if (error instanceof ScanFault) {
    const { code, message, found, expected, remedy } = error;
    return { is: 'fault', id, code, detail: { message, found, expected, remedy } };
  }
  return {
    is: 'crashed',
    id,
    why: error instanceof Error ? `threw ${error.name}: ${error.message}`.slice(0, 500) : 'threw',
  };
}
