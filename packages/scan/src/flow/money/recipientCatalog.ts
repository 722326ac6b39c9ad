/** Members by which chains and their libraries say who is paid, or who may take. */
export const RECIPIENTS: ReadonlySet<string> = new Set(
  (
    'to toAddress to_address toPubkey to_pubkey recipient recipientAddress recipient_address destination Destination ' +
    'destinationAddress receiver receiverAddress receiver_address beneficiary payee payTo pay_to spender delegate operator'
  ).split(' '),
);
/** The same in an output of a transaction, which has an amount beside. */
export const OUTPUT_RECIPIENTS: ReadonlySet<string> = new Set(['address', 'script']);

/** Members that say how much. */
export const AMOUNTS: ReadonlySet<string> = new Set(
  'value amount Amount lamports satoshis sats quantity wei sun'.split(' '),
);

/** Members of a call of a contract: who is paid stands in them, if anybody. */
export const CONTRACT_DATA: ReadonlySet<string> = new Set('data input calldata callData'.split(' '));

/** Methods that move what the transaction says that they are given. */
export const MOVES: RegExp =
  /^(?:(?:sign_?)?(?:and_?)?send_?(?:unchecked_?|raw_?)?transactions?|sign_?transactions?|populate_?transaction|(?:send_?)?(?:transfer|payment|tokens|asset|coins)|add_?output|Payment|TransferParams|pay|withdraw|sendMoney|sendCalls)$/iu;
/** The same, as a request names them. */
export const MOVING_REQUEST: RegExp = /^(?:eth_sendTransaction|eth_signTransaction|wallet_sendCalls)$/u;

/** Positions of who is paid or may take, by the standards' own names of contracts' functions, and by those of libraries. */
export const RECIPIENT_AT: ReadonlyMap<string, number> = new Map([
  ['transfer', 0],
  ['approve', 0],
  ['increaseAllowance', 0],
  ['increase_allowance', 0],
  ['setApprovalForAll', 0],
  ['safeApprove', 0],
  ['forceApprove', 0],
  ['safeTransfer', 0],
  ['sendTrx', 0],
  ['sendToken', 0],
  ['sendMoney', 0],
  ['sendToAddress', 0],
  ['send_to_address', 0],
  ['addOutput', 0],
  ['transferFrom', 1],
  ['safeTransferFrom', 1],
  ['permit', 1],
  ['sendTokens', 1],
  ['createTransferInstruction', 1],
  ['createApproveInstruction', 1],
  ['createTransferCheckedInstruction', 2],
]);

/** Makes of an address's text the same address for a library. */
export const CONVERTS_ADDRESS: RegExp =
  /^(?:PublicKey|Pubkey|Address|address|publicKey|getAddress|toChecksumAddress|to_checksum_address|checksumAddress|from_?[sS]tring|fromBase58|String|str|toString|toLowerCase|lower|trim|strip|parse|toHex)$/u;
