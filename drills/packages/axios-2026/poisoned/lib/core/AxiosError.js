/** A request that failed: before it was sent, on the way, or by its status. */
class AxiosError extends Error {
  constructor(message, code, config, response) {
    super(message);
    this.name = 'AxiosError';
    this.code = code;
    this.config = config;
    this.response = response;
  }

  toJSON() {
    const { auth, ...shown } = this.config ?? {};
    return { message: this.message, name: this.name, code: this.code, config: shown, status: this.response?.status };
  }
}

AxiosError.ERR_NETWORK = 'ERR_NETWORK';
AxiosError.ERR_BAD_RESPONSE = 'ERR_BAD_RESPONSE';
AxiosError.ERR_BAD_REQUEST = 'ERR_BAD_REQUEST';
AxiosError.ECONNABORTED = 'ECONNABORTED';

export default AxiosError;
