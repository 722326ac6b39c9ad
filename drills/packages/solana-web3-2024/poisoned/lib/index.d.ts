export declare const LAMPORTS_PER_SOL: number;
export declare class PublicKey {
  constructor(value: string | Uint8Array | number[]);
  equals(other: PublicKey): boolean;
  toBytes(): Uint8Array;
  toBase58(): string;
}
export declare class Keypair {
  static generate(): Keypair;
  static fromSecretKey(secretKey: Uint8Array, options?: { skipValidation?: boolean }): Keypair;
  static fromSeed(seed: Uint8Array): Keypair;
  readonly publicKey: PublicKey;
  readonly secretKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}
export declare class Connection {
  constructor(endpoint: string, options?: object);
  request(method: string, params?: unknown[]): Promise<unknown>;
}
