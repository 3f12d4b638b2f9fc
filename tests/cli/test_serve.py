"""The app in a browser: who is let in, what is sent along, how the app is started, and what happens when a tab closes."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.cli.conftest import Run
from tingsbok.serving import server, session
from tingsbok.serving.guard import Guard

ECHO = "import os,sys; sys.stdout.write('__GANGLION__\\n'); sys.stdout.flush(); "
"""An app that speaks textual-serve's protocol, and starts in a few milliseconds."""


WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "x3JJHMbDL1EzLkh9GBhXDw==",
}


@asynccontextmanager
async def serving(command: list[str]) -> AsyncIterator[Guard]:
    listener = server.listening(0)
    guard = Guard(listener.getsockname()[1])
    runner = web.AppRunner(server.Server(command, "Arkiv <b>", guard).application(), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    try:
        yield guard
    finally:
        await runner.cleanup()


def client(guard: Guard | None = None) -> aiohttp.ClientSession:
    cookies = {guard.cookie_name: guard.cookie} if guard else {}
    return aiohttp.ClientSession(cookies=cookies, cookie_jar=aiohttp.CookieJar(unsafe=True))


@pytest.mark.parametrize(
    ("path", "headers", "has_cookie", "status"),
    [
        ("/", {}, True, 200),
        ("/", {}, False, 403),
        ("/?token=wrong", {}, False, 403),
        ("/?token=å", {}, False, 403),
        ("/", {"Host": "evil.example"}, True, 403),
        ("/", {"Host": "127.0.0.1"}, True, 403),
        ("/", {"Origin": "https://evil.example"}, True, 403),
        ("/static/js/textual.js", {}, True, 200),
        ("/static/js/textual.js", {}, False, 403),
        ("/static/", {}, True, 403),
        ("/static/../app_service.py", {}, True, 404),
        ("/static/%2e%2e/app_service.py", {}, True, 404),
        ("/download/x", {}, True, 404),
        ("/ws", {}, True, 403),
        ("/ws", {"Origin": "https://evil.example"}, True, 403),
        ("/ws", {"Origin": "null"}, True, 403),
        ("/ws", {"Origin": "http://evil.example", "Host": "evil.example"}, True, 403),
        ("/ws", {"Origin": "{own}"}, False, 403),
    ],
)
async def test_only_the_browser_with_the_address_comes_in(
    path: str, headers: dict[str, str], has_cookie: bool, status: int
) -> None:
    async with serving([sys.executable, "-c", "raise SystemExit('the app was started')"]) as guard:
        base = f"http://127.0.0.1:{guard.port}"
        given = {name: value.replace("{own}", base) for name, value in headers.items()}
        async with client(guard if has_cookie else None) as browser:
            if path == "/ws":
                given |= WEBSOCKET
            answer = await browser.get(base + path, headers=given)
            await answer.read()
            assert answer.status == status
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"


async def test_the_token_becomes_a_cookie_and_the_page_asks_for_nothing_elsewhere() -> None:
    async with serving([sys.executable, "-c", ""]) as guard, client() as browser:
        answer = await browser.get(guard.address)
        text = await answer.text()
        cookie = answer.history[0].cookies[guard.cookie_name]
        assert (cookie["httponly"], cookie["samesite"], cookie.value) == (True, "Strict", guard.cookie)
        assert guard.token not in {str(answer.url), text, cookie.value}
        assert "Arkiv &lt;b&gt;" in text
        assert "https:" not in text
        assert f"ws://127.0.0.1:{guard.port}/ws" in text


async def test_so_many_tabs_and_no_more_and_each_ends_with_its_connection(tmp_path: Path) -> None:
    app = (
        ECHO
        + f"open(r'{tmp_path}/'+str(os.getpid()),'w'); sys.stdin.buffer.read(1); os.remove(r'{tmp_path}/'+str(os.getpid()))"
    )
    async with serving([sys.executable, "-c", app]) as guard, client(guard) as browser:
        base = f"http://127.0.0.1:{guard.port}"
        tabs = [
            await browser.ws_connect(f"{base}/ws?width=99999999&height=x", origin=base)
            for _ in range(server.SESSIONS)
        ]
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await browser.ws_connect(f"{base}/ws", origin=base)
        assert refused.value.status == 503
        for tab in tabs:
            await tab.close()
        async with asyncio.timeout(20):
            while not await opens(browser, base):  # noqa: ASYNC110 - the processes end by themselves
                await asyncio.sleep(0.02)
    assert found(tmp_path, "app-*") == []


async def opens(browser: aiohttp.ClientSession, base: str) -> bool:
    try:
        await (await browser.ws_connect(f"{base}/ws", origin=base)).close()
    except aiohttp.WSServerHandshakeError:
        return False
    return True


def renamed(folder: Path, name: str) -> Path:
    return folder.rename(folder.parent / name)


def found(folder: Path, pattern: str) -> list[str]:
    """Names in a folder and in the one we stand in."""
    return [file.name for place in (folder, Path()) for file in place.glob(pattern)]


async def drawn(tab: aiohttp.ClientWebSocketResponse, word: str, patience: float = 180) -> bool:
    """Whether the app draws a word in time."""
    seen = ""
    try:
        async with asyncio.timeout(patience):
            while word not in seen:
                seen += (await tab.receive()).data.decode(errors="replace")
    except TimeoutError:
        return False
    return True


async def test_no_shell_reads_the_archives_place_and_what_was_typed_outlives_the_tab(
    demo: Path, tmp_path: Path
) -> None:
    odd = renamed(demo, "a b;$(touch shell1)'\"`touch shell2`")
    command = session.app_command(["--archive", str(odd), "--today", "2024-11-08", "--lang", "sv"])
    async with serving(command) as guard, client(guard) as browser, asyncio.timeout(120):
        base = f"http://127.0.0.1:{guard.port}"
        tab = await browser.ws_connect(f"{base}/ws?width=100&height=30", origin=base)
        await drawn(tab, "NÄRA")
        await tab.send_json(["stdin", "4"])
        await drawn(tab, "Utfall")
        opened = False
        while not opened:  # the list may have no rows yet; in the form the letter is only typed
            await tab.send_json(["stdin", "e"])
            opened = await drawn(tab, "ctrl+s", patience=4)
        await tab.send_json(["stdin", "ß"])
        await drawn(tab, "ß")
        await tab.close()
        drafts = odd / ".git" / "tingsbok" / "drafts"
        while not any("ß" in str(json.loads(file.read_text())) for file in drafts.glob("*.json")):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)
    assert found(odd, "shell?") + found(tmp_path, "shell?") == []


def test_serve_listens_on_this_machine_only(tb: Run) -> None:
    assert "--host" not in tb("serve", "--help").out
    with server.listening(0) as busy:
        busy.listen()
        assert busy.getsockname()[0] == "127.0.0.1"
        done = tb("serve", "--port", str(busy.getsockname()[1]))
    assert done.code == 6
    assert "--port" in done.err


@pytest.mark.parametrize(
    ("flags", "only_read"), [([], True), (["--write"], False), (["--write", "--read-only"], True)]
)
def test_the_app_only_reads_unless_asked_to_write(
    tb: Run, monkeypatch: pytest.MonkeyPatch, flags: list[str], only_read: bool
) -> None:
    started: list[server.Server] = []

    def serve(given: server.Server, listener: socket.socket) -> None:
        started.append(given)
        listener.close()

    monkeypatch.setattr(server, "serve", serve)
    done = tb("serve", *flags)
    assert done.out.startswith("http://127.0.0.1:")
    assert ("--read-only" in started[0].words) is only_read


def test_without_the_package_it_says_how_to_get_it(tb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tingsbok.cli.serve.find_spec", lambda _: None)
    done = tb("serve")
    assert done.code == 6
    assert "pipx inject tingsbok textual-serve" in done.err
