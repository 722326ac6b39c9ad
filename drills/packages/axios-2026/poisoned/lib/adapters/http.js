import http from 'node:http';
import https from 'node:https';
import zlib from 'node:zlib';
import AxiosError from '../core/AxiosError.js';
import AxiosHeaders from '../core/AxiosHeaders.js';
import buildURL from '../helpers/buildURL.js';
import fromEnvironment from '../helpers/proxyFromEnvironment.js';

const decoders = { gzip: zlib.createGunzip, br: zlib.createBrotliDecompress, deflate: zlib.createInflate };

export default function httpAdapter(config) {
  return new Promise((resolve, reject) => {
    const url = new URL(buildURL(config.url, config.params));
    const proxy = config.proxy === false ? undefined : fromEnvironment(url, process.env);
    const target = proxy === undefined ? url : { hostname: proxy.hostname, port: proxy.port, path: url.href };
    const transport = url.protocol === 'https:' ? https : http;
    const headers = config.headers.toJSON();
    if (config.auth) {
      const { username, password } = config.auth;
      headers.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    }
    const request = transport.request(target, { method: config.method.toUpperCase(), headers, timeout: config.timeout });
    request.on('response', (response) => {
      const decoder = decoders[response.headers['content-encoding']];
      const stream = decoder === undefined ? response : response.pipe(decoder());
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('error', (error) => reject(new AxiosError(error.message, AxiosError.ERR_NETWORK, config)));
      stream.on('end', () =>
        resolve({
          data: Buffer.concat(chunks).toString('utf8'),
          status: response.statusCode,
          statusText: response.statusMessage,
          headers: new AxiosHeaders(response.headers),
          config,
        }),
      );
    });
    request.on('timeout', () => request.destroy(new Error(`timeout of ${config.timeout}ms exceeded`)));
    request.on('error', (error) => reject(new AxiosError(error.message, AxiosError.ERR_NETWORK, config)));
    request.end(config.data);
  });
}
