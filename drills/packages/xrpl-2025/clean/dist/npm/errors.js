"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.TimeoutError = exports.NotConnectedError = exports.ValidationError = exports.XrplError = void 0;
class XrplError extends Error {
    constructor(message = '', data = undefined) {
        super(message);
        this.name = this.constructor.name;
        this.data = data;
    }
}
exports.XrplError = XrplError;
class ValidationError extends XrplError {
}
exports.ValidationError = ValidationError;
class NotConnectedError extends XrplError {
}
exports.NotConnectedError = NotConnectedError;
class TimeoutError extends XrplError {
}
exports.TimeoutError = TimeoutError;
