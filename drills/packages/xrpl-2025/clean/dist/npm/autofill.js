"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.autofill = autofill;
/** Completes fee, sequence and last ledger of a transaction. */
async function autofill(client, transaction) {
    const [fee, account, ledger] = await Promise.all([
        transaction.Fee ?? client.request({ command: 'fee' }).then(({ drops }) => drops.open_ledger_fee),
        transaction.Sequence ??
            client.request({ command: 'account_info', account: transaction.Account }).then((info) => info.account_data.Sequence),
        transaction.LastLedgerSequence ?? client.request({ command: 'ledger_current' }).then((answer) => answer.ledger_current_index + 20),
    ]);
    return { ...transaction, Fee: fee, Sequence: account, LastLedgerSequence: ledger };
}
