/** Where the responder tells what it does; a pino logger fits. */
export interface ResponderLog {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
}
