import dgram from 'node:dgram';
import dns from 'node:dns';
import { registerHooks } from 'node:module';
import net from 'node:net';

/** What Node's permission model must refuse before a strange byte is read. */
const DENIED = ['fs.read', 'fs.write', 'child', 'worker', 'addon', 'wasi'] as const;

/** Part of Node since 24; not in the types yet. */
interface Permission {
  has(scope: string): boolean;
  drop?(scope: string): void;
}

/**
 * Gives up, for this process and for good, what a judge does not need: files, addons (the parsers are loaded
 * by now), modules, network. Throws where Node's permission model is not on: nothing is ever judged unconfined.
 * The answer lists what Node itself refuses from here on.
 */
export function confine(): string[] {
  const { permission } = process as unknown as { readonly permission?: Permission };
  if (permission === undefined) throw new Error('the worker was started without --permission');
  for (const scope of ['fs.read', 'addon']) permission.drop?.(scope);
  const denies = DENIED.filter((scope) => !permission.has(scope));
  // Without drop (Node before 24.21) the parsers' own folders stay readable and addons loadable; the rest must hold.
  const open = DENIED.filter(
    (scope) => permission.has(scope) && (permission.drop !== undefined || !['fs.read', 'addon'].includes(scope)),
  );
  if (open.length > 0) throw new Error(`the worker can still reach ${open.join(', ')}`);
  refuseNetwork();
  refuseModules();
  return denies;
}

/**
 * What code in this process could still open a connection with. Machine code could go around it: where
 * the kernel can, it is given a network without interfaces as well.
 */
function refuseNetwork(): void {
  const refuse = (): never => {
    throw new Error('a judge has no network');
  };
  for (const prototype of [net.Socket.prototype, net.Server.prototype, dgram.Socket.prototype])
    for (const name of ['connect', 'listen', 'bind', 'send']) if (name in prototype) replace(prototype, name, refuse);
  for (const target of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    for (const name of Object.getOwnPropertyNames(target))
      if (/^(lookup|resolve|reverse)/.test(name)) replace(target, name, refuse);
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport'])
    Reflect.deleteProperty(globalThis, name);
}

/** Every import from now on is refused, of files and of what Node brings. */
function refuseModules(): void {
  registerHooks({
    resolve(specifier) {
      throw new Error(`a judge loads no module once it has begun: ${specifier}`);
    },
  });
  replace(process, 'getBuiltinModule', () => undefined);
}

function replace(target: object, name: string, by: () => unknown): void {
  Object.defineProperty(target, name, { value: by, writable: false, configurable: false });
}
