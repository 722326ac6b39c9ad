import platform
import sys


def check_version(current, minimum):
    """Whether a dotted version is at least another."""
    key = lambda text: [int(part) for part in text.split(".")[:3]]
    return key(current) >= key(minimum)


def check_python(minimum="3.8"):
    if not check_version(platform.python_version(), minimum):
        raise RuntimeError(f"needs Python {minimum}, this is {sys.version.split()[0]}")
