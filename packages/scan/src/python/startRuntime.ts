import { Parser } from 'web-tree-sitter';

let started: Promise<object> | undefined;

/**
 * Starts the runtime of tree-sitter from its bytes and gives the object that its functions were put into. It is started once
 * in a thread; whoever comes later shares it. Throws where the bytes are not those.
 */
export function startRuntime(wasmBinary: Uint8Array): Promise<object> {
  return (started ??= start(wasmBinary));
}

async function start(wasmBinary: Uint8Array): Promise<object> {
  const runtime = { wasmBinary };
  try {
    await Parser.init(runtime);
    return runtime;
  } catch (error) {
    // Other bytes may be the right ones.
    started = undefined;
    throw error;
  }
}
