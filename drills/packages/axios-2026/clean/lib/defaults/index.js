import isPlainObject from '../helpers/isPlainObject.js';

const defaults = {
  adapter: ['http', 'fetch'],
  timeout: 0,
  headers: { accept: 'application/json, text/plain, */*' },
  transformRequest: [
    (data, headers) => {
      if (!isPlainObject(data) && !Array.isArray(data)) return data;
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
      return JSON.stringify(data);
    },
  ],
  transformResponse: [
    (data) => {
      if (typeof data !== 'string' || data === '') return data;
      try {
        return JSON.parse(data);
      } catch {
        return data;
      }
    },
  ],
};

export default defaults;
