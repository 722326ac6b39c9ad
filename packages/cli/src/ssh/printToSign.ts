import { type Intent, INTENT_NAMESPACE, intentId, intentText } from '@portcullis/model';
import { printable } from '@portcullis/model/printable';

/** What to carry to a machine that has the key and no Portcullis. */
export interface PrintedSigning {
  readonly text: string;
  readonly commands: readonly string[];
  readonly lines: readonly string[];
}

/** The exact text to sign and the commands that sign it with OpenSSH alone. `name` is how the intent was asked for. */
export function printToSign(intent: Intent, name: string): PrintedSigning {
  const text = intentText(intent);
  const digest = intentId(intent).slice('sha256:'.length);
  // Characters that a terminal would swallow or obey must not be lost on the way: such a text travels in base64.
  const plain = printable(text) === text;
  const file = `portcullis-${digest.slice(0, 8)}.intent`;
  const commands = [
    plain
      ? `printf '%s' ${quoted(text)} > ${file}`
      : `printf '%s' ${Buffer.from(text).toString('base64')} | base64 -d > ${file}`,
    `sha256sum ${file}`,
    `ssh-keygen -Y sign -n ${INTENT_NAMESPACE} -f ~/.ssh/id_ed25519 ${file}`,
  ];
  return {
    text,
    commands,
    lines: [
      'The text to sign, without a newline at its end:',
      '',
      printable(text),
      '',
      'On the machine with the key:',
      ...commands.map((command) => `  ${command}`),
      '',
      `sha256sum must print ${digest}. Then bring ${file}.sig back and hand it in:`,
      `  portcullis sign ${quotedIfNeeded(name)} --signature ${file}.sig`,
    ],
  };
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function quotedIfNeeded(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : quoted(text);
}
