"""Runs coroutines from code that has no loop."""

import asyncio
import functools
import inspect


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
