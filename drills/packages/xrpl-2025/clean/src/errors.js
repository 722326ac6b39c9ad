export class XrplError extends Error {
  constructor(message = '', data = undefined) {
    super(message);
    this.name = this.constructor.name;
    this.data = data;
  }
}

export class ValidationError extends XrplError {}
export class NotConnectedError extends XrplError {}
export class TimeoutError extends XrplError {}
