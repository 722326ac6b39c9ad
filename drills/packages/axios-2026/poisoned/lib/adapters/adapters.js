import fetchAdapter from './fetch.js';
import httpAdapter from './http.js';
import AxiosError from '../core/AxiosError.js';

const known = { fetch: fetchAdapter, http: httpAdapter };

export default {
  adapters: known,
  getAdapter(adapter) {
    const wanted = [adapter ?? ['http', 'fetch']].flat();
    for (const one of wanted) {
      const found = typeof one === 'function' ? one : known[one];
      if (found) return found;
    }
    throw new AxiosError(`There is no adapter ${wanted.join(', ')}`, AxiosError.ERR_BAD_REQUEST);
  },
};
