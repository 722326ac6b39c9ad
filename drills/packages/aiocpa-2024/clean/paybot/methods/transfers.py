import uuid

from ..types import Transfer
from ..utils.amounts import to_amount


class TransfersMethods:
    def transfer(self, user_id, asset, amount, spend_id=None, comment=None):
        row = self(
            "transfer",
            user_id=user_id,
            asset=asset,
            amount=to_amount(amount),
            spend_id=spend_id or str(uuid.uuid4()),
            comment=comment,
        )
        return Transfer.from_row(row)
