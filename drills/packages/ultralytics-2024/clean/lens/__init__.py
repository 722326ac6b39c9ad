"""Finds things in pictures."""

from .models import Lens
from .utils.checks import check_version

__version__ = "8.3.40"

__all__ = ["Lens", "check_version"]
