import { RestClient } from './restClient.js';
import { getNetworkEndpoints } from './endpoints.js';
import { PrivateKey } from './privateKey.js';
import { concatBytes, utf8 } from './encoding/bytes.js';
import { toBase64 } from './encoding/base64.js';
import { parseDenom } from './denoms.js';

/** Signs messages with a private key and hands the signed bytes to a node. */
export class MsgBroadcasterWithPk {
  constructor({ network, privateKey, fetch: send }) {
    this._privateKey = typeof privateKey === 'string' ? PrivateKey.fromHex(privateKey) : privateKey;
    this._rest = new RestClient(getNetworkEndpoints(network).rest, { fetch: send });
    this._memo = '';
  }

  withMemo(memo) {
    this._memo = memo;
    return this;
  }

  async broadcast({ msgs, fee = { denom: 'inj', amount: '160000' } }) {
    parseDenom(fee.denom);
    const address = this._privateKey.toAddress();
    const account = await this._rest.get(`/cosmos/auth/v1beta1/accounts/${address}`);
    const body = utf8.encode(
      JSON.stringify({ msgs: [msgs].flat().map((message) => message.toData()), fee, memo: this._memo, ...account }),
    );
    const signature = this._privateKey.sign(body);
    const wire = concatBytes(Uint8Array.of(signature.length), signature, body);
    return this._rest.post('/cosmos/tx/v1beta1/txs', { tx_bytes: toBase64(wire), mode: 'BROADCAST_MODE_SYNC' });
  }
}
