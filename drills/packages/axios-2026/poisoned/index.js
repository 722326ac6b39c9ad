import axios from './lib/axios.js';

const { Axios, AxiosError, CanceledError, isCancel, isAxiosError, AxiosHeaders, mergeConfig, all } = axios;

export { axios as default, Axios, AxiosError, CanceledError, isCancel, isAxiosError, AxiosHeaders, mergeConfig, all };
