import { appendFile } from 'node:fs/promises';

export async function record(config, entry) {
  if (config.record === undefined) return;
  await appendFile(config.record, `${JSON.stringify({ network: config.network, ...entry })}\n`);
}
