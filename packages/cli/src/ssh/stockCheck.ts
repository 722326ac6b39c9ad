import { type Bundle, type Estate, INTENT_NAMESPACE, intentText, type Millis } from '@portcullis/model';
import { custodianOfSignature } from './custodianOfSignature.ts';

/** Files and commands with which stock `ssh-keygen -Y verify` checks what `portcullis verify` says. */
export interface StockCheck {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly commands: readonly string[];
}

/** The estate's keys as an allowed_signers file (ssh-keygen(1)): each person by id, only for sign-offs, within its dates. */
export function allowedSigners(estate: Estate): string {
  return estate.custodians
    .filter((person) => person.status === 'active')
    .flatMap((person) =>
      person.keys.map((key) => {
        const from = Math.max(person.from ?? 0, key.from ?? 0);
        const until = Math.min(person.until ?? Number.POSITIVE_INFINITY, key.until ?? Number.POSITIVE_INFINITY);
        const options = [
          `namespaces="${INTENT_NAMESPACE}"`,
          ...(from > 0 ? [`valid-after="${stamp(from)}"`] : []),
          ...(Number.isFinite(until) ? [`valid-before="${stamp(until)}"`] : []),
        ];
        return `${person.id} ${options.join(',')} ${key.key.split(' ').slice(0, 2).join(' ')}\n`;
      }),
    )
    .join('');
}

/** How to check each counted signature of a bundle with OpenSSH alone, from inside the directory with the files. */
export function stockCheck(
  bundle: Bundle,
  estate: Estate,
  counted: readonly { readonly custodian: string; readonly received: Millis }[],
): StockCheck {
  const signed = bundle.signatures.flatMap(({ signature, received }, at) => {
    const custodian = custodianOfSignature(estate, signature);
    return custodian === undefined ||
      !counted.some((entry) => entry.custodian === custodian && entry.received === received)
      ? []
      : [{ custodian, received, name: `${at + 1}-${custodian}.sig`, signature }];
  });
  return {
    files: [
      { name: 'intent.txt', text: intentText(bundle.intent) },
      { name: 'allowed_signers', text: allowedSigners(estate) },
      ...signed.map(({ name, signature }) => ({ name, text: signature })),
    ],
    commands: [
      'sha256sum intent.txt',
      ...signed.map(
        ({ custodian, received, name }) =>
          `ssh-keygen -Y verify -f allowed_signers -I ${custodian} -n ${INTENT_NAMESPACE} -O verify-time=${stamp(received)} -s ${name} < intent.txt`,
      ),
    ],
  };
}

/** `YYYYMMDDHHMMSSZ`: a moment in UTC as ssh-keygen reads it. */
function stamp(ms: Millis): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}
