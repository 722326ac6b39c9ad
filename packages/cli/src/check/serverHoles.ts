import type { Endpoint, Estate } from '@portcullis/model';
import { isLoopback } from '../isLoopback.ts';
import type { Hole } from './hole.ts';

/** Holes in how the server listens, looks and tells. */
export function serverHoles(estate: Estate): Hole[] {
  const { host, port } = estate.listen;
  const open: Hole[] = isLoopback(host)
    ? []
    : [
        {
          rule: 'listens-beyond-loopback',
          group: 'server',
          severity: 'medium',
          subject: 'listen',
          why: `The API listens on ${host}:${port}, so other machines reach it, and tokens travel in the clear.`,
          advice: 'Listen on 127.0.0.1 and put a TLS proxy or an SSH tunnel before it.',
        },
      ];
  return [...open, ...estate.chains.flatMap((chain) => endpointHoles(chain.name, chain.rpc)), ...webhookHoles(estate)];
}

function endpointHoles(name: string, endpoints: readonly Endpoint[]): Hole[] {
  const holes: Hole[] = [];
  const subject = `chains.${name}.rpc`;
  if (endpoints.length === 1) {
    holes.push({
      rule: 'one-endpoint',
      group: 'chains',
      severity: 'low',
      subject,
      why: `Chain ${name} is read through one endpoint: while it is down, nothing is seen.`,
      advice: 'Add a second endpoint, by another operator.',
    });
  }
  const clear = endpoints.filter((endpoint): endpoint is string => typeof endpoint === 'string' && isClear(endpoint));
  if (clear.length > 0) {
    holes.push({
      rule: 'endpoint-in-the-clear',
      group: 'chains',
      severity: 'medium',
      subject,
      why: `Chain ${name} is read without TLS from ${clear.map((url) => new URL(url).host).join(', ')}: whoever sits between can show another chain.`,
      advice: 'Use wss:// or https://.',
    });
  }
  return holes;
}

function webhookHoles(estate: Estate): Hole[] {
  const addresses = [
    ...estate.custodians.flatMap((person) =>
      person.reach.map((reach) => ({
        subject: `custodians.${person.id}.reach`,
        url: 'ntfy' in reach ? reach.ntfy : reach.webhook,
      })),
    ),
    ...estate.integrators.map((integrator) => ({
      subject: `integrators.${integrator.id}.webhook`,
      url: integrator.webhook,
    })),
  ];
  return addresses
    .filter(({ url }) => isClear(url))
    .map(({ subject, url }) => ({
      rule: 'webhook-in-the-clear',
      group: 'server',
      severity: 'medium',
      subject,
      why: `Messages to ${new URL(url).host} travel without TLS.`,
      advice: 'Use https://.',
    }));
}

function isClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'ws:') && !isLoopback(hostname);
}
