import logging
import sys

LOGGER = logging.getLogger("lens")
if not LOGGER.handlers:
    LOGGER.addHandler(logging.StreamHandler(sys.stdout))
    LOGGER.setLevel(logging.WARNING)
