import { base58 } from './encoding/base58.js';
import { concatBytes } from './encoding/bytes.js';
import { encodeLength } from './encoding/varint.js';

/** Lays out instructions in the form that is signed. */
export function compileMessage({ instructions, recentBlockhash, feePayer }) {
  const metas = new Map([[feePayer.toBase58(), { pubkey: feePayer, isSigner: true, isWritable: true }]]);
  for (const { keys, programId } of instructions) {
    for (const key of [...keys, { pubkey: programId, isSigner: false, isWritable: false }]) {
      const known = metas.get(key.pubkey.toBase58());
      metas.set(key.pubkey.toBase58(), {
        pubkey: key.pubkey,
        isSigner: key.isSigner || (known?.isSigner ?? false),
        isWritable: key.isWritable || (known?.isWritable ?? false),
      });
    }
  }
  const rank = (meta) => (meta.isSigner ? 0 : 2) + (meta.isWritable ? 0 : 1);
  const accounts = [...metas.values()].sort((left, right) => rank(left) - rank(right));
  const index = new Map(accounts.map((account, at) => [account.pubkey.toBase58(), at]));
  const header = Uint8Array.of(
    accounts.filter((account) => account.isSigner).length,
    accounts.filter((account) => account.isSigner && !account.isWritable).length,
    accounts.filter((account) => !account.isSigner && !account.isWritable).length,
  );
  const compiled = instructions.map(({ programId, keys, data }) =>
    concatBytes(
      Uint8Array.of(index.get(programId.toBase58())),
      encodeLength(keys.length),
      Uint8Array.from(keys, (key) => index.get(key.pubkey.toBase58())),
      encodeLength(data.length),
      data,
    ),
  );
  const bytes = concatBytes(
    header,
    encodeLength(accounts.length),
    ...accounts.map((account) => account.pubkey.toBytes()),
    base58.decode(recentBlockhash),
    encodeLength(compiled.length),
    ...compiled,
  );
  return { bytes, signers: accounts.filter((account) => account.isSigner).map((account) => account.pubkey) };
}
