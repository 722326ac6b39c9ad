from decimal import Decimal, InvalidOperation


def to_amount(value):
    """Decimal text without an exponent."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {value}") from error
    if amount <= 0:
        raise ValueError("an amount is above zero")
    return format(amount, "f")
