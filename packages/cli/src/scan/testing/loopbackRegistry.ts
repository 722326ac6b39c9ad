import { hash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file that a registry serves, and what it says of it where that is not the truth. */
export interface Served {
  readonly name: string;
  readonly version: string;
  /** File name of the archive. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Instead of the right digests. */
  readonly says?: string | null;
  /** Where the archive is fetched instead of from here. */
  readonly at?: string;
  readonly isYanked?: boolean;
}

export interface LoopbackRegistry {
  /** `http://127.0.0.1:PORT/npm/` and `…/simple/`. */
  readonly npm: string;
  readonly simple: string;
  /** Paths asked for, with the Authorization header that came with each. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[];
  /** Answers by path, before all others. */
  readonly special: Map<
    string,
    { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  >;
  readonly close: () => Promise<void>;
}

/** A real registry of both kinds on this machine: packuments and tarballs, and a simple index as JSON or HTML. */
export async function startRegistry(
  npm: readonly Served[],
  pypi: readonly Served[],
  as: 'json' | 'html' = 'json',
): Promise<LoopbackRegistry> {
  const asked: LoopbackRegistry['asked'] = [];
  const special: LoopbackRegistry['special'] = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push({ path, authorization: request.headers.authorization });
    const { status, type, body, headers } = answerTo(path, request);
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function answerTo(
    path: string,
    request: IncomingMessage,
  ): { status: number; type: string; body: string | Uint8Array; headers?: Record<string, string> } {
    const own = special.get(path);
    if (own !== undefined)
      return { status: own.status, type: 'text/plain', body: own.body ?? '', headers: own.headers ?? {} };
    const file = [...npm, ...pypi].find((one) => path === `/files/${one.file}`);
    if (file !== undefined) return { status: 200, type: 'application/octet-stream', body: file.bytes };
    const packages = npm.filter(({ name }) => path === `/npm/${name}`);
    if (packages.length > 0)
      return { status: 200, type: 'application/json', body: JSON.stringify(packument(packages)) };
    const files = pypi.filter(({ name }) => path === `/simple/${name}/`);
    if (files.length === 0) return { status: 404, type: 'text/plain', body: 'no such package' };
    return as === 'json' && (request.headers.accept ?? '').includes('vnd.pypi.simple.v1+json')
      ? { status: 200, type: 'application/vnd.pypi.simple.v1+json', body: JSON.stringify(project(files)) }
      : { status: 200, type: 'text/html', body: page(files) };
  }

  function packument(all: readonly Served[]): unknown {
    return {
      'dist-tags': { latest: all.at(-1)?.version },
      versions: Object.fromEntries(
        all.map(({ version, file, bytes, says, at }) => [
          version,
          {
            dist: {
              tarball: at ?? `${base}/files/${file}`,
              ...(says === null ? {} : { integrity: says ?? `sha512-${hash('sha512', bytes, 'base64')}` }),
            },
          },
        ]),
      ),
    };
  }
  const project = (files: readonly Served[]): unknown => ({
    meta: { 'api-version': '1.0' },
    files: files.map(({ file, bytes, says, at, isYanked }) => ({
      filename: file,
      url: at ?? `../../files/${file}`,
      hashes: says === null ? {} : { sha256: says ?? hash('sha256', bytes, 'hex') },
      yanked: isYanked === true ? 'broken' : false,
    })),
  });
  const page = (files: readonly Served[]): string =>
    `<!DOCTYPE html><html><body>${files
      .map(
        ({ file, bytes, says, at, isYanked }) =>
          `<a href="${at ?? `../../files/${file}`}${says === null ? '' : `#sha256=${says ?? hash('sha256', bytes, 'hex')}`}"${isYanked === true ? ' data-yanked="broken"' : ''}>${file}</a><br/>`,
      )
      .join('\n')}</body></html>`;

  return {
    npm: `${base}/npm/`,
    simple: `${base}/simple/`,
    asked,
    special,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
