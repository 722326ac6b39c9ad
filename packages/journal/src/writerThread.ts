import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '@portcullis/model/fault';
import type { Batch, Placed } from '@portcullis/store';
import { openWriter, type Writer } from './writer.ts';
import { faultToWire, type FromWriter, type ToWriter, type WriterStart } from './writerWire.ts';
import { journalFaultOf } from './journalFaultOf.ts';

/** Entry of the writer's thread: one message in, one message out, in order. */
const port = parentPort;
if (port === null) throw new Error('writerThread.ts runs only as a worker thread');
const say = (message: FromWriter): void => port.postMessage(message);

async function start({ directory, origin, now, command }: WriterStart): Promise<void> {
  const writer = await openWriter({
    directory,
    origin,
    now: new Date(now),
    command,
    onProgress: (progress) => say({ is: 'progress', progress }),
  });
  let turn = Promise.resolve();
  port?.on('message', (message: ToWriter) => {
    turn = turn.then(() => answer(writer, message));
  });
  const { verified, verifier } = writer;
  say({ is: 'ready', size: verified.tree.size, subtrees: verified.tree.toBytes(), verifier });
}

async function answer(writer: Writer, message: ToWriter): Promise<void> {
  try {
    if (message.is === 'close') {
      await writer.close();
      say({ is: 'closed' });
      port?.close();
      return;
    }
    say(appended(await writer.append(batchesOf(message))));
  } catch (error) {
    say({ is: 'fault', fault: faultToWire(journalFaultOf(error)) });
  }
}

/** One list of keys and one of leaves travel faster than an object for every entry. */
function batchesOf({ keys, leaves, counts, cursors }: Extract<ToWriter, { is: 'append' }>): Batch[] {
  let at = 0;
  return counts.map((count, batch) => {
    const rows = Array.from({ length: count }, (_, row) => ({
      key: keys[at + row] ?? '',
      leaf: leaves[at + row] ?? '',
    }));
    at += count;
    return { rows, cursors: cursors[batch] ?? {} };
  });
}

function appended(placed: readonly (readonly Placed[])[]): FromWriter {
  const rows = placed.flat();
  return { is: 'appended', indices: rows.map(({ index }) => index), fresh: rows.map(({ fresh }) => fresh) };
}

try {
  await start(workerData as WriterStart);
} catch (error) {
  const fault = journalFaultOf(error);
  if (!(fault instanceof Fault)) throw error;
  say({ is: 'fault', fault: faultToWire(fault) });
  port.close();
}
