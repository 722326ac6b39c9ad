export class RpcError extends Error {
  constructor(code, message, data) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

export class HttpError extends Error {
  constructor(status, url) {
    super(`the node at ${url} answered ${status}`);
    this.name = 'HttpError';
    this.status = status;
  }

  get isTemporary() {
    return this.status === 429 || this.status >= 500;
  }
}
