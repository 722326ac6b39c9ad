import { parseDigest } from '@portcullis/model';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { access, type Scope } from './access.ts';
import type { Api } from './api.ts';
import { entryStream, gateStream } from './streams.ts';
import { problem, problemOf } from './problem.ts';
import * as shape from './shapes.ts';

const MAX_BODY_BYTES = 2_000_000;
const MAX_PAGE = 1000;

const idParam = z.object({ id: z.string().openapi({ example: `sha256:${'0'.repeat(64)}` }) });
const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { required: true, ...json(schema, '') } });
const refusals = {
  401: json(shape.problemShape, 'no or unknown token'),
  403: json(shape.problemShape, 'the token may not do this'),
  422: json(shape.problemShape, 'refused, with what was found, what was expected and what to do'),
};
const refusalsOr404 = { ...refusals, 404: json(shape.problemShape, 'no such thing') };

const routes = {
  health: createRoute({
    method: 'get',
    path: '/v1/health',
    summary: 'Is the watch whole? 503 in a gap.',
    responses: {
      200: json(shape.healthShape, 'every chain is watched without a gap'),
      503: json(shape.healthShape, 'a chain is in a gap or not yet read'),
    },
  }),
  status: createRoute({
    method: 'get',
    path: '/v1/status',
    summary: 'Chains, gates, findings, intents at a glance.',
    responses: { 200: json(shape.statusShape, 'status'), ...refusals },
  }),
  intents: createRoute({
    method: 'get',
    path: '/v1/intents',
    summary: 'All intents with who signed.',
    responses: { 200: json(z.object({ intents: z.array(shape.intentViewShape) }), 'intents'), ...refusals },
  }),
  intent: createRoute({
    method: 'get',
    path: '/v1/intents/{id}',
    summary: 'One intent with its bundle for offline verification.',
    request: { params: idParam },
    responses: { 200: json(shape.intentViewShape, 'intent'), ...refusalsOr404 },
  }),
  propose: createRoute({
    method: 'post',
    path: '/v1/intents',
    summary: 'Proposes an intent, signed or not yet.',
    request: body(shape.proposalShape),
    responses: { 201: json(shape.intentViewShape, 'proposed'), ...refusals },
  }),
  sign: createRoute({
    method: 'post',
    path: '/v1/intents/{id}/signatures',
    summary: 'Gives a sign-off: an SSHSIG over the canonical intent.',
    request: { params: idParam, ...body(shape.signatureShape) },
    responses: { 201: json(shape.intentViewShape, 'signed off'), ...refusalsOr404 },
  }),
  estates: createRoute({
    method: 'post',
    path: '/v1/estates',
    summary: 'Holds the text of a proposed estate file until its intent is signed.',
    request: body(shape.estateShape),
    responses: { 201: json(shape.heldEstateShape, 'held'), ...refusals },
  }),
  findings: createRoute({
    method: 'get',
    path: '/v1/findings',
    summary: 'All findings, taken-back ones too.',
    responses: { 200: json(shape.findingsShape, 'findings'), ...refusals },
  }),
  gates: createRoute({
    method: 'get',
    path: '/v1/gates',
    summary: 'All gates.',
    responses: { 200: json(shape.gatesShape, 'gates'), ...refusals },
  }),
  gate: createRoute({
    method: 'get',
    path: '/v1/gates/{id}',
    summary: 'Ask before paying: a signed answer. Anything but a fresh, valid "up" means: do not pay.',
    request: { params: z.object({ id: z.string() }), query: z.object({ nonce: shape.nonceShape }) },
    responses: { 200: json(shape.gateAnswerShape, 'signed answer'), ...refusalsOr404 },
  }),
  checkpoint: createRoute({
    method: 'get',
    path: '/v1/journal/checkpoint',
    summary: "The journal's signed checkpoint (C2SP).",
    responses: { 200: { description: 'signed note', content: { 'text/plain': { schema: z.string() } } }, ...refusals },
  }),
  entries: createRoute({
    method: 'get',
    path: '/v1/journal/entries',
    summary: `Entries from an index on, at most ${MAX_PAGE}.`,
    request: {
      query: z.object({
        from: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
      }),
    },
    responses: { 200: json(shape.entriesShape, 'entries'), ...refusals },
  }),
  proof: createRoute({
    method: 'get',
    path: '/v1/journal/proof/{index}',
    summary: 'Proof that an entry is in the journal (RFC 6962).',
    request: { params: z.object({ index: z.coerce.number().int().min(0) }) },
    responses: { 200: json(z.unknown(), 'inclusion proof'), ...refusalsOr404 },
  }),
  keys: createRoute({
    method: 'get',
    path: '/v1/keys',
    summary: 'Public keys of checkpoints and gate answers.',
    responses: { 200: json(shape.keysShape, 'keys'), ...refusals },
  }),
};

/** Which token a request needs: nothing but health is open, and a new route is the operator's until it is listed here. */
export function scopeOf(method: string, path: string): Scope | undefined {
  if (method !== 'GET' && method !== 'HEAD') return 'operate';
  if (path === '/v1/health') return undefined;
  if (/^\/v1\/gates\/[^/]+(\/events)?$/.test(path) || path === '/v1/keys') return 'gates';
  return 'read';
}

/** The HTTP API as a Hono application: no socket, so that tests call `app.request()`. */
export function createApp(api: Api, log: Logger): Hono {
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success
        ? undefined
        : problem(context, 422, 'bad-request', 'This request does not have the right shape.', {
            found: z.prettifyError(result.error),
          }),
  });
  app.onError((error, context) => problemOf(error, context, log));
  app.notFound((context) =>
    problem(context, 404, 'no-such-path', 'There is nothing here.', {
      found: context.req.path,
      remedy: 'GET /openapi.json lists what there is.',
    }),
  );
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) =>
        problem(context, 413, 'too-large', 'This body is too large.', { expected: `at most ${MAX_BODY_BYTES} bytes` }),
    }),
  );
  app.use(access(() => api.grants(), scopeOf));
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });

  app.openapi(routes.health, (context) => {
    const { chains } = api.status();
    const ok = chains.every((chain) => chain.gap === null && chain.done !== null);
    const health = { ok, version: api.version, chains: chains.map(({ name, done, gap }) => ({ name, done, gap })) };
    return context.json(health, ok ? 200 : 503);
  });
  app.openapi(routes.status, (context) => context.json(api.status(), 200));
  app.openapi(routes.intents, (context) => context.json({ intents: [...api.intents()] }, 200));
  app.openapi(routes.intent, (context) => context.json(api.intent(parseDigest(context.req.valid('param').id)), 200));
  app.openapi(routes.propose, async (context) => {
    const { intent, signature } = context.req.valid('json');
    return context.json(await api.propose(intent, signature), 201);
  });
  app.openapi(routes.sign, async (context) =>
    context.json(await api.sign(parseDigest(context.req.valid('param').id), context.req.valid('json').signature), 201),
  );
  app.openapi(routes.estates, async (context) =>
    context.json(await api.holdEstate(context.req.valid('json').text), 201),
  );
  app.openapi(routes.findings, (context) => context.json({ findings: [...api.findings()] }, 200));
  app.openapi(routes.gates, (context) => context.json({ gates: [...api.status().gates] }, 200));
  app.openapi(routes.gate, (context) =>
    context.json({ answer: api.gateAnswer(context.req.valid('param').id, context.req.valid('query').nonce) }, 200),
  );
  app.openapi(routes.checkpoint, async (context) => context.text(await api.journal.checkpoint(), 200));
  app.openapi(routes.entries, async (context) => {
    const { from, limit } = context.req.valid('query');
    const entries = [];
    for await (const recorded of api.journal.read(from, Math.min(from + limit, api.journal.size())))
      entries.push(recorded);
    return context.json({ entries, size: api.journal.size() }, 200);
  });
  app.openapi(routes.proof, async (context) =>
    context.json(await api.journal.proof(context.req.valid('param').index), 200),
  );
  app.openapi(routes.keys, (context) => context.json(api.keys(), 200));

  app.get('/v1/events', (context) => entryStream(context, api));
  app.get('/v1/gates/:id/events', (context) => gateStream(context, api, context.req.param('id')));
  app.get('/metrics', async (context) => {
    const { contentType, text } = await api.metrics();
    return context.text(text, 200, { 'content-type': contentType });
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Portcullis', version: api.version, description: 'No value moves without a permit.' },
  });
  return app as unknown as Hono;
}
