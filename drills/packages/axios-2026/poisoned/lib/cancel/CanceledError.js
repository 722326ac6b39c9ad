import AxiosError from '../core/AxiosError.js';

class CanceledError extends AxiosError {
  constructor(message = 'canceled', config) {
    super(message, 'ERR_CANCELED', config);
    this.name = 'CanceledError';
    this.__CANCEL__ = true;
  }
}

export default CanceledError;
