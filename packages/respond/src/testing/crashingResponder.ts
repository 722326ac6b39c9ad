import type { Entry, SecretRef } from '@portcullis/model';
import { createLevers } from '../levers/createLevers.ts';
import type { Lever } from '../lever.ts';
import type { Notifier } from '../notifier.ts';
import { createNtfyNotifier } from '../notifiers/ntfy/ntfyNotifier.ts';
import { createWebhookNotifier } from '../notifiers/webhook/webhookNotifier.ts';
import type { RpcCall } from '../rpcCall.ts';
import { sleepOrStop } from '../sleepOrStop.ts';
import { respondFold } from '../respondFold.ts';
import { openFileJournal } from './fileJournal.ts';
import { respondTo } from './respondingWorld.ts';

/** The moments at which the process may be killed, in the order in which they come. */
export const CRASH_POINTS = [
  'before-send',
  'after-send',
  'before-moved',
  'after-moved',
  'before-notice',
  'after-notice',
  'after-delivered',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/**
 * A program: carries out what a journal orders and ends, or kills itself at one moment, as
 * a power cut would. Arguments: journal, address of the node, key, crash point or `none`.
 */
async function main(path: string, url: string, key: string, crash: string): Promise<void> {
  const dieAt = (point: CrashPoint): void => {
    if (crash === point) process.kill(process.pid, 'SIGKILL');
  };
  let id = 0;
  const rpc: RpcCall = async (method, params) => {
    if (method === 'eth_sendRawTransaction') dieAt('before-send');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params }),
    });
    const answer = (await response.json()) as { result?: unknown; error?: { code: number; message: string } };
    if (answer.error !== undefined) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    if (method === 'eth_sendRawTransaction') dieAt('after-send');
    return answer.result;
  };
  const journal = openFileJournal(path);
  const { estate } = journal.all().reduce((state, recorded) => respondFold.step(state, recorded), respondFold.init());
  if (estate === undefined) throw new Error('no estate');
  const secret = (ref: SecretRef): Promise<string> =>
    Promise.resolve('env' in ref && ref.env === 'KEY' ? key : 'a shared secret');
  const levers: ReadonlyMap<string, Lever> = createLevers({
    estate,
    rpc: () => rpc,
    secret,
    sleep: sleepOrStop,
    mined: { poll: 10 },
  });
  const dying = (notifier: Notifier): Notifier => ({
    deliver: async (delivery) => {
      dieAt('before-notice');
      await notifier.deliver(delivery);
      dieAt('after-notice');
    },
  });
  const { responder, stop } = respondTo(journal, levers, {
    notifiers: { webhook: dying(createWebhookNotifier()), ntfy: dying(createNtfyNotifier()) },
    secret,
    append: async (entries: readonly Entry[]) => {
      const moved = entries.some((entry) => entry.type === 'gate.moved');
      if (moved) dieAt('before-moved');
      await journal.append(entries);
      if (moved) dieAt('after-moved');
      if (entries.some((entry) => entry.type === 'notice.delivered')) dieAt('after-delivered');
    },
  });
  await responder.idle();
  await stop();
  journal.close();
}

const [path, url, key, crash] = process.argv.slice(2);
if (import.meta.main && path !== undefined && url !== undefined && key !== undefined && crash !== undefined)
  await main(path, url, key, crash);
