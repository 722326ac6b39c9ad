/** Functions that see a request or response on its way. */
class InterceptorManager {
  constructor() {
    this.handlers = [];
  }

  use(fulfilled, rejected) {
    const handler = { fulfilled, rejected };
    this.handlers.push(handler);
    return handler;
  }

  eject(handler) {
    this.handlers = this.handlers.filter((one) => one !== handler);
  }
}

export default InterceptorManager;
