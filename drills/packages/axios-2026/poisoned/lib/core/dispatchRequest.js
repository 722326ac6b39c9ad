import AxiosHeaders from './AxiosHeaders.js';
import settle from './settle.js';
import transformData from './transformData.js';
import adapters from '../adapters/adapters.js';
import throwIfCancelled from '../cancel/throwIfCancelled.js';

/** Sends one request with the adapter that its configuration names. */
export default async function dispatchRequest(config) {
  throwIfCancelled(config);
  config.headers = AxiosHeaders.from(config.headers);
  config.data = transformData(config.transformRequest, config.data, config.headers);
  const adapter = adapters.getAdapter(config.adapter);
  const response = await adapter(config);
  throwIfCancelled(config);
  response.data = transformData(config.transformResponse, response.data, response.headers);
  return settle(response, config);
}
