import Axios from './core/Axios.js';
import AxiosError from './core/AxiosError.js';
import AxiosHeaders from './core/AxiosHeaders.js';
import mergeConfig from './core/mergeConfig.js';
import CanceledError from './cancel/CanceledError.js';
import isCancel from './cancel/isCancel.js';
import defaults from './defaults/index.js';
import bind from './helpers/bind.js';

function createInstance(config) {
  const context = new Axios(config);
  const instance = bind(Axios.prototype.request, context);
  for (const name of Object.getOwnPropertyNames(Axios.prototype)) {
    if (name !== 'constructor') instance[name] = bind(Axios.prototype[name], context);
  }
  instance.defaults = context.defaults;
  instance.interceptors = context.interceptors;
  instance.create = (more) => createInstance(mergeConfig(config, more));
  return instance;
}

const axios = createInstance(defaults);
axios.Axios = Axios;
axios.AxiosError = AxiosError;
axios.AxiosHeaders = AxiosHeaders;
axios.CanceledError = CanceledError;
axios.isCancel = isCancel;
axios.isAxiosError = (error) => error instanceof AxiosError;
axios.mergeConfig = mergeConfig;
axios.all = (promises) => Promise.all(promises);

export default axios;
