import re

TOKEN = re.compile(r"^\d+:[A-Za-z0-9]{10,}$")


def check_token(token):
    if not TOKEN.match(token):
        raise ValueError("a token is digits, a colon and letters")
