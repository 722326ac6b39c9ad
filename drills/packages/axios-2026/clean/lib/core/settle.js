import AxiosError from './AxiosError.js';

export default function settle(response, config) {
  const isValid = config.validateStatus ?? ((status) => status >= 200 && status < 300);
  if (isValid(response.status)) return response;
  const code = response.status >= 500 ? AxiosError.ERR_BAD_RESPONSE : AxiosError.ERR_BAD_REQUEST;
  throw new AxiosError(`Request failed with status code ${response.status}`, code, config, response);
}
