import type { Run } from '../ankr-2022/run.ts';

/** What a person can try on the running watch, as commands to paste. */
export async function nextThings({ defence }: Run): Promise<readonly string[]> {
  if (defence === undefined) return [];
  const command = (text: string): string => `  npx portcullis ${text} --estate ${defence.estateFile}`;
  const alice = defence.custodians[0]?.keyFile ?? '';
  const others = defence.custodians.slice(1);
  const proposed = await defence.product.command([
    'propose',
    'raise',
    'withdrawals',
    '--as',
    'alice',
    '--note',
    'new keys in place',
  ]);
  const intent = String(proposed['intent']).slice('sha256:'.length, 'sha256:'.length + 8);
  return [
    'The chain and the watch still run. In another terminal, from this directory:',
    '',
    'what stands, and what was found',
    command('status'),
    'the gate, with the signed answer that the desk gets before it pays',
    command('gate show withdrawals'),
    'every entry since the start, and a proof that none was changed',
    command('journal tail -n 30'),
    command('journal verify'),
    `raise the gate again: alice has proposed it, and it takes all three to sign`,
    ...[alice, ...others.map((one) => one.keyFile)].map((key) => command(`sign ${intent} --key ${key}`)),
    'drop it again, which takes one person',
    command(`gate drop withdrawals --key ${alice}`),
    '',
    `  the API is ${defence.product.url}, its token ${defence.dataDirectory}/api-token`,
    '',
    'Ctrl-C stops everything.',
  ];
}
