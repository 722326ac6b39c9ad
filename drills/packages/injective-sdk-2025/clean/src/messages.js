export class MsgSend {
  constructor({ srcInjectiveAddress, dstInjectiveAddress, amount }) {
    this.params = { srcInjectiveAddress, dstInjectiveAddress, amount };
  }

  toData() {
    const { srcInjectiveAddress: from, dstInjectiveAddress: to, amount } = this.params;
    return { '@type': '/cosmos.bank.v1beta1.MsgSend', from_address: from, to_address: to, amount: [amount] };
  }
}

export class MsgDeposit {
  constructor({ sender, subaccountId, amount }) {
    this.params = { sender, subaccountId, amount };
  }

  toData() {
    const { sender, subaccountId, amount } = this.params;
    return { '@type': '/injective.exchange.v1beta1.MsgDeposit', sender, subaccount_id: subaccountId, amount };
  }
}
