import AxiosError from '../core/AxiosError.js';
import AxiosHeaders from '../core/AxiosHeaders.js';
import buildURL from '../helpers/buildURL.js';

export default async function fetchAdapter(config) {
  const url = buildURL(config.url, config.params);
  try {
    const answer = await fetch(url, {
      method: config.method.toUpperCase(),
      headers: config.headers.toJSON(),
      body: config.data,
      signal: config.signal,
    });
    const headers = new AxiosHeaders(Object.fromEntries(answer.headers));
    return { data: await answer.text(), status: answer.status, statusText: answer.statusText, headers, config };
  } catch (error) {
    throw new AxiosError(error.message, AxiosError.ERR_NETWORK, config);
  }
}
