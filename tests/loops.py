"""Coroutines of the program, run whatever test stood before: a browser keeps a loop running in the main thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import sync_to_async
from django.db import connections


def run(work: Coroutine[Any, Any, None]) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _and_close(work)).result()


async def _and_close(work: Coroutine[Any, Any, None]) -> None:
    await work
    await sync_to_async(connections.close_all)()
    await asyncio.to_thread(connections.close_all)
