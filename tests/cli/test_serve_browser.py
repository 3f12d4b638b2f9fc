"""The app in a real browser, driven by its debugging protocol: only where chromium is installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
PATIENCE = 90

pytestmark = [pytest.mark.soak, pytest.mark.skipif(not CHROMIUM, reason="needs chromium")]


class Tab:
    """One tab of a browser without a window."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self.connection = connection
        self.asked: list[str] = []
        self.faults: list[str] = []
        self._number = 0

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        await self.connection.send_json({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = await self.connection.receive_json()
            if answer.get("id") == self._number:
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        if event["method"] == "Network.requestWillBeSent":
            self.asked.append(event["params"]["request"]["url"])
        elif event["method"] == "Log.entryAdded" and event["params"]["entry"]["source"] == "security":
            self.faults.append(event["params"]["entry"]["text"])

    async def value(self, expression: str) -> Any:
        answer = await self.call("Runtime.evaluate", expression=expression)
        return answer["result"].get("value")

    async def until(self, expression: str) -> None:
        while not await self.value(expression):  # noqa: ASYNC110 - the page tells nothing by itself
            await asyncio.sleep(0.1)

    async def type(self, text: str) -> None:
        for character in text:
            await self.call("Input.insertText", text=character)
            await asyncio.sleep(0.2)


async def first_line(stream: asyncio.StreamReader | None, mark: str) -> str:
    assert stream is not None
    while line := (await stream.readline()).decode():
        if mark in line:
            return line.strip()
    raise AssertionError(f"never said {mark}")


async def test_a_browser_shows_the_app_and_takes_what_is_typed(demo: Path) -> None:
    environ = {**os.environ, "TINGSBOK_TODAY": "2024-11-08"}
    serve = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tingsbok", "-C", str(demo), "serve"),
        stdout=asyncio.subprocess.PIPE,
        env=environ,
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        chromium = await asyncio.create_subprocess_exec(
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"),
            *(f"--user-data-dir={profile}", "--window-size=1100,700", "about:blank"),
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                address = await first_line(serve.stdout, "http://")
                await look(address, (await first_line(chromium.stderr, "DevTools listening")).split()[-1])
        finally:
            for process in (chromium, serve):
                process.terminate()
                await process.wait()


async def look(address: str, devtools: str) -> None:
    port = devtools.split("/")[2]
    async with aiohttp.ClientSession() as session:
        pages = await (await session.get(f"http://{port}/json")).json()
        page = next(page for page in pages if page["type"] == "page")
        async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as connection:
            tab = Tab(connection)
            for domain in ("Page", "Network", "Log", "Runtime"):
                await tab.call(f"{domain}.enable")
            await tab.call("Page.navigate", url=address)
            await tab.until("document.body && document.body.classList.contains('-first-byte')")
            before = (await tab.call("Page.captureScreenshot"))["data"]
            for kind in ("mousePressed", "mouseReleased"):
                await tab.call(
                    "Input.dispatchMouseEvent", type=kind, x=300, y=400, button="left", clickCount=1
                )
            await tab.type("shemsj")
            await asyncio.sleep(2)
            after = (await tab.call("Page.captureScreenshot"))["data"]
            here = await tab.value("location.origin")
    assert before != after
    assert [asked for asked in tab.asked if not asked.startswith((here, "data:"))] == []
    assert tab.faults == []
