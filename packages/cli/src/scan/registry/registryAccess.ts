/** Where packages of one kind come from, as the machine's own client is configured. */
export interface RegistryAccess {
  /** With a slash at its end, without credentials. */
  readonly url: string;
  /** The value of the Authorization header, sent to this registry's origin alone. Never printed. */
  readonly authorization: string | undefined;
}
