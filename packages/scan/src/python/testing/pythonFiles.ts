import { execFileSync } from 'node:child_process';

/** Runs a Python program and reads the JSON that it prints; nothing where the machine has no python3. */
export function askPython(program: string): unknown {
  try {
    return JSON.parse(execFileSync('python3', ['-I', '-c', program], { encoding: 'utf8', maxBuffer: 1 << 28 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
