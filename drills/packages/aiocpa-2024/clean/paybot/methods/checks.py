from ..types import Check
from ..utils.amounts import to_amount


class ChecksMethods:
    def create_check(self, amount, asset, pin_to_user_id=None):
        row = self("createCheck", amount=to_amount(amount), asset=asset, pin_to_user_id=pin_to_user_id)
        return Check.from_row(row)

    def delete_check(self, check_id):
        return self("deleteCheck", check_id=check_id)
