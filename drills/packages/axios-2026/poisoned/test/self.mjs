import assert from 'node:assert/strict';
import axios, { AxiosError, isCancel } from '../index.js';

const client = axios.create({
  headers: { 'x-team': 'drill' },
  adapter: async (config) => ({
    data: JSON.stringify({ url: config.url, method: config.method, sent: config.data }),
    status: config.url.endsWith('missing') ? 404 : 200,
    headers: config.headers,
    config,
  }),
});
client.interceptors.request.use((config) => ({ ...config, url: `https://api.service.invalid${config.url}` }));
const { data, headers } = await client.post('/items', { a: 1 });
assert.deepEqual(data, { url: 'https://api.service.invalid/items', method: 'post', sent: '{"a":1}' });
assert.equal(headers.get('X-Team'), 'drill');
await assert.rejects(client.get('/missing'), AxiosError);
assert.equal(client.getUri({ url: '/a', params: { q: ['x', 'y z'], none: null } }), '/a?q=x&q=y%20z');
await assert.rejects(client.get('/a', { signal: AbortSignal.abort() }), (error) => isCancel(error));
console.log('ok');
