"""The server: three things to ask for, each through the guard."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import web
from textual_serve.download_manager import DownloadManager
from textual_serve.server import Server as TextualServer

from tingsbok import i18n
from tingsbok.errors import Refused
from tingsbok.i18n import t
from tingsbok.serving.guard import LOOPBACK, Guard
from tingsbok.serving.session import Session

SESSIONS = 4
"""Tabs that may be open at once; each is a process of the app."""

STATIC = Path(textual_serve.__file__).parent / "static"
"""The terminal for the browser, its style and its font."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server(TextualServer):
    """Serves the app to one user's browser.

    Args:
        command: How the app is started, as an argument list.
        title: What the page is called.
        guard: Who may come in.
    """

    def __init__(self, command: Sequence[str], title: str, guard: Guard) -> None:
        super().__init__(command[0], host=LOOPBACK, port=guard.port, title=title)
        self.words = tuple(command)
        self.guard = guard
        self.sessions = 0

    def application(self) -> web.Application:
        """The page, the files it needs, and the app's own connection; nothing else is answered."""
        application = web.Application(middlewares=[self._let_in])
        application.on_response_prepare.append(self._with_headers)
        application.add_routes(
            [
                web.get("/", self.page),
                web.get("/ws", self.handle_websocket),
                web.static("/static", STATIC, show_index=False),
            ]
        )
        return application

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        reason = self.guard.refusal(request.headers, opens_app=request.path == "/ws")
        if reason:
            raise web.HTTPForbidden(text=reason)
        if request.path == "/" and self.guard.has_token(request.query.get("token", "")):
            raise self._with_cookie()
        if not self.guard.knows(request.cookies):
            raise web.HTTPForbidden(text=t("Open the address that `tingsbok serve` has printed."))
        return await handler(request)

    def _with_cookie(self) -> web.HTTPSeeOther:
        answer = web.HTTPSeeOther("/")
        name, value = self.guard.cookie_name, self.guard.cookie
        answer.set_cookie(name, value, httponly=True, samesite="Strict", path="/")
        return answer

    async def _with_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = request.host if request.host in self.guard.hosts else LOOPBACK
        response.headers.update(self.guard.response_headers(host))

    async def page(self, request: web.Request) -> web.Response:
        """The page that the terminal is drawn in."""
        template = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
        text = template.substitute(
            language=i18n.current(),
            title=_escaped(self.title),
            socket=f"ws://{request.host}/ws",
            opening=t("Opening …"),
            closed=t("The program has ended. What you typed is kept."),
            again=t("Open again"),
        )
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the app for one tab, until the tab or the app is closed."""
        if self.sessions >= SESSIONS:
            raise web.HTTPServiceUnavailable(
                text=t("{count} tabs are open; close one first.", count=SESSIONS)
            )
        self.sessions += 1
        try:
            return await self._run(request)
        finally:
            self.sessions -= 1

    async def _run(self, request: web.Request) -> web.WebSocketResponse:
        connection = web.WebSocketResponse(heartbeat=15)
        await connection.prepare(request)
        session = Session(
            self.words,
            write_bytes=connection.send_bytes,
            write_str=connection.send_str,
            close=connection.close,
            download_manager=DownloadManager(),
        )
        await session.start(_cells(request, "width", 80), _cells(request, "height", 24))
        try:
            await self._process_messages(connection, session)
        finally:
            # the tab is gone, and its task is about to be cancelled: the app still gets its time to end
            await asyncio.shield(session.stop())
        return connection


def listening(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes a free one.

    Raises:
        Refused: The port is taken, or not for this user.
    """
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        taken.close()
        raise Refused(
            t("Port {port} cannot be used: {error}", port=port, error=error),
            remedy=t("Leave --port out: then a free one is taken."),
        ) from error
    return taken


def serve(server: Server, listener: socket.socket) -> None:
    """Answer until the user presses Ctrl+C."""
    web.run_app(server.application(), sock=listener, print=None, access_log=None, shutdown_timeout=15)


def _cells(request: web.Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")[:6]
    return int(given) if given.isascii() and given.isdigit() else otherwise


def _escaped(text: str) -> str:
    import html

    return html.escape(text)
