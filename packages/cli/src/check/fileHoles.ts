import type { Estate, SecretRef } from '@portcullis/model';
import type { Hole, HoleGroup } from './hole.ts';

/** What is known of a secret that the estate names: whether it is there, and who may read it. */
export type SecretState =
  | { readonly is: 'missing'; readonly where: string }
  | { readonly is: 'readable-by-others'; readonly where: string; readonly mode: number }
  | { readonly is: 'kept' };

/** Holes in the secrets that the estate names. `look` finds out about one; it is handed in, so that this stays pure. */
export function fileHoles(estate: Estate, look: (secret: SecretRef) => SecretState): Hole[] {
  const named: {
    readonly subject: string;
    readonly group: HoleGroup;
    readonly secret: SecretRef;
    readonly without: string;
  }[] = [
    ...estate.gates.flatMap((gate) =>
      gate.lever === 'evm-pause'
        ? [
            {
              subject: `gates.${gate.id}.key`,
              group: 'gates' as const,
              secret: gate.key,
              without: `${gate.id} cannot be dropped`,
            },
          ]
        : [],
    ),
    ...estate.integrators.map(({ id, secret }) => ({
      subject: `integrators.${id}.secret`,
      group: 'server' as const,
      secret,
      without: `${id} cannot be told`,
    })),
    ...estate.clients.map(({ id, token }) => ({
      subject: `clients.${id}.token`,
      group: 'server' as const,
      secret: token,
      without: `${id} cannot ask`,
    })),
    ...estate.custodians.flatMap(({ id, reach }) =>
      reach.flatMap((one) =>
        'webhook' in one && one.secret !== undefined
          ? [
              {
                subject: `custodians.${id}.reach`,
                group: 'custodians' as const,
                secret: one.secret,
                without: `${id} cannot be paged there`,
              },
            ]
          : [],
      ),
    ),
  ];
  return named.flatMap(({ subject, group, secret, without }): Hole[] => {
    const state = look(secret);
    switch (state.is) {
      case 'kept':
        return [];
      case 'missing':
        return [
          {
            rule: 'secret-missing',
            group,
            severity: group === 'gates' ? 'critical' : 'high',
            subject,
            why: `${state.where} is missing: ${without}.`,
            advice:
              'file' in secret
                ? `Write the secret to that file and \`chmod 600\` it.`
                : 'Set the variable where the server is started.',
          },
        ];
      case 'readable-by-others':
        return [
          {
            rule: 'secret-readable-by-others',
            group,
            severity: 'high',
            subject,
            why: `${state.where} has mode ${(state.mode & 0o777).toString(8)}: other users of this machine can read it, and the server will refuse it.`,
            advice: `chmod 600 ${state.where}`,
          },
        ];
      default:
        return state satisfies never;
    }
  });
}
