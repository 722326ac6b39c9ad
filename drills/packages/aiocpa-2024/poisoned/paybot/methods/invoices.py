from ..types import Invoice
from ..utils.amounts import to_amount


class InvoicesMethods:
    def create_invoice(self, amount, asset=None, fiat=None, description=None, expires_in=None):
        row = self(
            "createInvoice",
            amount=to_amount(amount),
            asset=asset,
            fiat=fiat,
            currency_type="fiat" if fiat else "crypto",
            description=description,
            expires_in=expires_in,
        )
        return Invoice.from_row(row)

    def get_invoices(self, status=None, count=100, offset=0):
        rows = self("getInvoices", status=status, count=count, offset=offset)["items"]
        return [Invoice.from_row(row) for row in rows]

    def delete_invoice(self, invoice_id):
        return self("deleteInvoice", invoice_id=invoice_id)
