from dataclasses import fields


class Row:
    @classmethod
    def from_row(cls, row):
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in row.items() if name in known})
