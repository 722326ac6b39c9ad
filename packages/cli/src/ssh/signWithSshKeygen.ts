import { spawn } from 'node:child_process';
import { CliFault } from '../cliFault.ts';

/** What to sign, and with which key. */
export interface SigningRequest {
  /** Exactly these bytes in UTF-8 are signed. */
  readonly text: string;
  readonly namespace: string;
  /** Private key file, or a public key file whose private half the agent or a security key holds. */
  readonly keyFile: string;
  /** Where the program speaks to the person: "touch your security key". */
  readonly say: (text: string) => void;
  readonly program?: string | undefined;
}

/** Lines that only tell what we know already. */
const CHATTER = /^(Signing (data|file) .*|Write signature to .*|)$/;
const MAX_SIGNATURE = 16_384;

/**
 * Has the user's own `ssh-keygen -Y sign` sign a text (SSHSIG) and returns the armored signature.
 * No shell sees an argument and nothing touches the disk: the text goes in on stdin, the signature
 * comes out on stdout; a passphrase is asked for by ssh-keygen itself, on the terminal.
 * Throws `no-ssh-keygen` where there is none and `signing-failed` with what it said.
 */
export async function signWithSshKeygen(request: SigningRequest): Promise<string> {
  const program = request.program ?? 'ssh-keygen';
  const child = spawn(program, ['-Y', 'sign', '-n', request.namespace, '-f', request.keyFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  let signature = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    signature += chunk;
    if (signature.length > MAX_SIGNATURE) child.kill();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const told = chunk.split('\n').filter((line) => !CHATTER.test(line.trim()));
    said.push(...told);
    for (const line of told) request.say(line);
  });
  // It may end before it has read everything, as with a wrong key: its exit code tells, not the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(request.text, 'utf8');
  const exit = await new Promise<number | null>((done, fail) => {
    child.once('error', (cause: NodeJS.ErrnoException) => fail(cannotRun(program, cause)));
    child.once('close', done);
  });
  if (exit === 0 && signature.startsWith('-----BEGIN SSH SIGNATURE-----')) return signature;
  throw new CliFault('signing-failed', {
    message: 'ssh-keygen did not sign.',
    found: said.join(' ').slice(0, 500) || `exit code ${exit}`,
    expected: `a signature by the key ${request.keyFile}`,
    remedy: 'Try the key with `ssh-keygen -y -f KEY`, or sign on another machine: `portcullis sign ID --print`.',
  });
}

function cannotRun(program: string, cause: NodeJS.ErrnoException): CliFault {
  return new CliFault('no-ssh-keygen', {
    message: 'ssh-keygen cannot be run.',
    found: `${program}: ${cause.code ?? cause.message}`,
    expected: 'OpenSSH 8.2 or newer on the PATH',
    remedy: 'Install the OpenSSH client, or sign on another machine: `portcullis sign ID --print`.',
    cause,
  });
}
