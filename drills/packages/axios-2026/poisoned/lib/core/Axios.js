import InterceptorManager from './InterceptorManager.js';
import dispatchRequest from './dispatchRequest.js';
import mergeConfig from './mergeConfig.js';
import buildURL from '../helpers/buildURL.js';

/** An HTTP client with defaults and interceptors. */
class Axios {
  constructor(config = {}) {
    this.defaults = config;
    this.interceptors = { request: new InterceptorManager(), response: new InterceptorManager() };
  }

  async request(urlOrConfig, more) {
    const given = typeof urlOrConfig === 'string' ? { ...more, url: urlOrConfig } : urlOrConfig;
    const config = mergeConfig(this.defaults, given);
    config.method = (config.method ?? 'get').toLowerCase();
    let promise = Promise.resolve(config);
    for (const { fulfilled, rejected } of [...this.interceptors.request.handlers].reverse()) {
      promise = promise.then(fulfilled, rejected);
    }
    promise = promise.then(dispatchRequest);
    for (const { fulfilled, rejected } of this.interceptors.response.handlers) {
      promise = promise.then(fulfilled, rejected);
    }
    return promise;
  }

  getUri(config) {
    const { url, params } = mergeConfig(this.defaults, config);
    return buildURL(url, params);
  }

  get(url, config) {
    return this.request({ ...config, method: 'get', url });
  }

  delete(url, config) {
    return this.request({ ...config, method: 'delete', url });
  }

  post(url, data, config) {
    return this.request({ ...config, method: 'post', url, data });
  }

  put(url, data, config) {
    return this.request({ ...config, method: 'put', url, data });
  }
}

export default Axios;
