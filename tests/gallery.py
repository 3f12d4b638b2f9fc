"""Every screen of the app, played in one run: ``python -m tests.gallery OUT [--svg] [--size 80x24] [--lang sv]``.

The same walk makes the text snapshots in ``tests/tui/snapshots``.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.widgets import Input

from tests.shots import tidy
from tests.tui.driver import Driver, Size, driving
from tingsbok import i18n
from tingsbok.demo import build_demo
from tingsbok.founding import found_archive
from tingsbok.i18n import LANGUAGES, t
from tingsbok.settings import Settings
from tingsbok.surroundings import Surroundings
from tui import founding
from tui.reads import Clash
from tui.screens.clash import ClashDialog
from tui.screens.first_start import FirstStartScreen
from tui.screens.goto import go_to
from tui.screens.listing import ListingScreen
from tui.widgets.dialogs import Dialog

MEETING, DECISION, ANSWERS, CASE = (
    "lsg-2024-09-20",
    "lsg-2024-09-20-38b-2",
    "rok-kvinnofrid",
    "hemsjukvardsavtalet",
)
NOWHERE = Path("/home/karin/Dokument")
"""A folder that is no archive, the same on every machine."""


SIZES: tuple[Size, ...] = ((80, 24), (120, 40))
"""The sizes that snapshots are kept in."""
KEPT = Path(__file__).parent / "tui" / "snapshots"


@dataclass(frozen=True)
class Stop:
    """One screen of the walk.

    Attributes:
        name: What it is called, as in the name of a file.
        opening: ``KIND:WHAT``, what leads to it from the view that is called Start; see ``_open``.
        keys: What is pressed there.
        sizes: How many of the snapshots' sizes it is kept in: the small one first; none for what another machine
            shows otherwise.
    """

    name: str
    opening: str = "view:start"
    keys: Sequence[str] = ()
    sizes: int = 1


STOPS = (
    Stop("start", sizes=2),
    Stop("meetings", "view:meetings", sizes=2),
    Stop("cases", "view:cases", sizes=0),
    Stop("decisions", "view:decisions"),
    Stop("agreements", "view:agreements"),
    Stop("assignments", "view:assignments"),
    Stop("people", "view:people", sizes=2),
    Stop("calendar", "view:calendar", sizes=2),
    Stop("log", "view:log"),
    Stop("settings", "view:settings"),
    Stop("settings-keys", "view:settings", ("full_stop",), sizes=0),
    Stop("meeting", f"record:{MEETING}", sizes=2),
    Stop("meeting-minutes", "record:lchnv-2024-11-07"),
    Stop("agenda", "record:lsg-2024-11-15"),
    Stop("agenda-item", "record:lsg-2024-11-15", ("n",), sizes=0),
    Stop("waiting", "waiting:lsg-2024-11-15", sizes=2),
    Stop("waiting-later", "waiting:lsg-2024-11-15", ("r",), sizes=0),
    Stop("attendance", f"attendance:{MEETING}", sizes=2),
    Stop("attendance-line", f"attendance:{MEETING}", ("r",), sizes=0),
    Stop("outcome", f"record:{MEETING}", ("section_sign", *"38a", "enter", "b"), sizes=2),
    Stop("decision-form", f"record:{MEETING}", ("section_sign", *"38a", "enter", "b", "g"), sizes=2),
    Stop("assignment-form", f"record:{MEETING}", ("section_sign", *"38a", "enter", "t"), sizes=0),
    Stop("meeting-step", f"record:{MEETING}", ("r",), sizes=0),
    Stop("export", f"record:{MEETING}", ("x",)),
    Stop("new-meeting", "new:meeting", sizes=0),
    Stop("case", f"record:{CASE}", sizes=2),
    Stop("case-since", f"record:{CASE}", ("f",), sizes=0),
    Stop("decision", f"record:{DECISION}", sizes=2),
    Stop("form", f"form:{DECISION}", sizes=2),
    Stop("form-new", "new:assignment", sizes=0),
    Stop("text", f"text:{MEETING}", sizes=2),
    Stop("history", f"history:{DECISION}"),
    Stop("change", "view:log", ("enter",)),
    Stop("log-filter", "view:log", ("f",), sizes=0),
    Stop("restore", f"history:{DECISION}", ("end", "r"), sizes=0),
    Stop("undo", "view:start", ("u",), sizes=0),
    Stop("link", f"link:{DECISION}", tuple("hjälp"), sizes=0),
    Stop("agreement", f"record:{ANSWERS}", sizes=2),
    Stop("agreement-tab-2", f"record:{ANSWERS}", ("full_stop",)),
    Stop("agreement-tab-3", f"record:{ANSWERS}", ("full_stop", "full_stop"), sizes=0),
    Stop("agreement-papers", f"record:{ANSWERS}", ("x",), sizes=0),
    Stop("answer", f"record:{ANSWERS}", ("r",), sizes=0),
    Stop("agreement-text", "record:rss-avtal-2023-2026", sizes=0),
    Stop("in-force", "do:in-force", sizes=2),
    Stop("expiring", "do:expiring"),
    Stop("findings", "do:findings", sizes=2),
    Stop("finding", "do:findings", ("enter",)),
    Stop("finding-accept", "do:findings", ("r",), sizes=0),
    Stop("promises", f"promises:{MEETING}"),
    Stop("statistics", "do:stats"),
    Stop("assignment", "record:lansrutin-lifecare-sp"),
    Stop("report", "view:assignments", ("r",), sizes=0),
    Stop("body", "record:lsg", sizes=2),
    Stop("replace", "record:lsg", ("r",), sizes=0),
    Stop("person", "record:sofia-ogren"),
    Stop("organisation", "record:umea", sizes=0),
    Stop("search", "view:start", ("s", *"sjukvård"), sizes=2),
    Stop("search-nothing", "view:start", ("s", *"qqqq")),
    Stop("filter", "view:decisions", ("slash", *"suicid"), sizes=0),
    Stop("filter-nothing", "view:cases", ("slash", *"qqqq")),
    Stop("facets", "view:cases", ("f",), sizes=0),
    Stop("order", "view:cases", ("w",), sizes=0),
    Stop("help", f"record:{MEETING}", ("question_mark",)),
    Stop("palette", "view:start", ("colon",)),
    Stop("goto", "view:start", ("g",)),
    Stop("scope", "do:scope", sizes=0),
    Stop("views", "do:views", sizes=0),
    Stop("outside-none", "do:outside"),
    Stop("doctor", "doctor:", sizes=0),
    Stop("first-start", "first:", sizes=2),
    Stop("clash", "clash:"),
    Stop("tutorial", "tutorial:"),
)
"""The example archive as it comes."""

BROKEN = (
    Stop("broken-start", sizes=2),
    Stop("broken-meetings", "view:meetings"),
    Stop("outside", "do:outside"),
    Stop("unreadable", "record:lsg-2024-04-19", sizes=2),
    Stop("broken-findings", "do:findings"),
)
"""With a file that cannot be read, and another that was changed outside."""

EMPTY = tuple(
    Stop(f"empty-{name}", opening, sizes=int(name in ("start", "meetings", "findings")))
    for name, opening in (
        ("start", "view:start"),
        *((view, f"view:{view}") for view in ("meetings", "cases", "decisions", "agreements", "assignments")),
        *((view, f"view:{view}") for view in ("people", "calendar", "log")),
        *(
            (place, f"do:{place}")
            for place in ("in-force", "expiring", "findings", "stats", "views", "outside")
        ),
    )
)
"""A new archive."""

READ_ONLY = (
    Stop("read-only-start", sizes=0),
    Stop("read-only-meetings", "view:meetings", sizes=0),
    Stop("read-only-meeting", f"record:{MEETING}", ("e",)),
    Stop("read-only-waiting", "waiting:lsg-2024-11-15", sizes=0),
    Stop("read-only-log", "view:log", sizes=0),
)
"""The example archive where nothing may be saved."""


async def walk(
    app: Driver, archive: Path, empty: Path, shown: Callable[[Stop], None], wanted: Callable[[Stop], bool]
) -> None:
    """Visit every screen in one run, and tell of each when it is shown.

    Args:
        app: The app, open on *archive*.
        archive: A copy of the example archive; files in it are changed on the way.
        empty: A new archive.
        shown: Called when a screen stands still.
        wanted: Tells the stops to make.
    """
    for before, stops in (
        (None, STOPS), (lambda: spoil(app, archive), BROKEN), (lambda: reopen(app, empty), EMPTY),
        (lambda: reopen(app, archive, read_only=True), READ_ONLY),
    ):  # fmt: skip
        chosen = [stop for stop in stops if wanted(stop)]
        if chosen and before is not None:
            await before()
        for stop in chosen:
            await visit(app, stop)
            shown(stop)
    await home(app)


async def visit(app: Driver, stop: Stop) -> None:
    """Go to one screen."""
    await home(app)
    await _open(app, *stop.opening.partition(":")[::2])
    await app.settle()
    for is_text, group in itertools.groupby(stop.keys, key=lambda key: len(key) == 1):
        keys = list(group)
        await app.press(*(keys[:1] if is_text else keys))
        if is_text and keys[1:]:
            await app.write("".join(keys[1:]))


async def home(app: Driver) -> None:
    """Put away what is open, and what lists are narrowed by; nothing that was typed is kept."""
    for page in app.app.pages():
        if isinstance(page, ListingScreen) and any(query.text for query in page.queries):
            page.query_one("#filter", Input).value = ""
            page.set_focus(page.table)
    await app.app.navigator.go("start")
    await app.settle()


async def spoil(app: Driver, archive: Path) -> None:
    """Break a file, and change another, as another program would."""
    app.app.tutor.rest()
    await home(app)
    for name, before, after in (
        ("lsg-2024-04-19", "date: ", "date: ["),
        (MEETING, "place: Teams", "place: Umeå"),
    ):
        file = next((archive / "records").rglob(f"{name}.md"))
        file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    app.app.reconcile()
    await app.settle()


async def reopen(app: Driver, archive: Path, *, read_only: bool = False) -> None:
    """Open another archive in the same window."""
    await home(app)
    app.app.options = replace(app.app.options, read_only=read_only)
    app.app.scope = ""
    app.app.open(archive)
    await app.settle()
    await app.app.navigator.begin_anew()
    await app.settle()


async def _open(app: Driver, kind: str, what: str) -> None:
    navigator, screens = app.app.navigator, app.app.push_screen
    if kind == "view":
        await navigator.go(what)
    elif kind == "do":
        await go_to(app.app, f"do:{what}")
    elif kind == "first":
        screens(FirstStartScreen(NOWHERE))
    elif kind == "doctor":
        app.app.everywhere.do_app_doctor()
    elif kind == "tutorial":
        app.app.tutor.begin()
    elif kind == "clash":
        screens(a_clash())
    else:
        getattr(navigator, f"open_{kind}")(what)


def a_clash() -> ClashDialog:
    """Two people have written a title."""
    mine, theirs = "LSG:s sammansättning och funktioner", "LSG:s sammansättning och tydliga funktioner"
    return ClashDialog((Clash("title", t("Title"), mine, theirs), Clash("body", t("Body"), "LSG", "LCHNV")))


@contextmanager
def unpainted() -> Iterator[None]:
    """Nothing is painted while the app goes its way, only when a text or a picture is asked for: half the time."""

    def no_update(
        self: Compositor, full: bool = False, screen_stack: object = None, simplify: bool = False
    ) -> None:
        visible_screen_stack.set(screen_stack or [])
        self._dirty_regions.clear()

    with patch.object(Compositor, "render_update", no_update):
        yield


@asynccontextmanager
async def opened(
    archive: Path, size: Size, language: str, theme: str = "dark", *, painted: bool = False
) -> AsyncIterator[tuple[Driver, Path, Path]]:
    """The app on a copy of an archive, with the copy and a new archive beside it."""
    with tempfile.TemporaryDirectory() as folder:
        copy, empty = Path(folder) / "ark", Path(folder) / "nytt"
        shutil.copytree(archive, copy, symlinks=True)
        settings = Settings(flags={"watch": False, "lang": language, "theme": theme, "editor": "vim"})
        i18n.use(language)
        # what stands about the folder is the same on every machine
        seen = patch.object(founding, "look_around", lambda _: (Surroundings(), []))
        # and so is what the program remembers of its user: nothing
        alone = patch.dict(os.environ, {"HOME": folder})
        with seen, alone, nullcontext() if painted else unpainted():
            found_archive(empty, title="Nytt arkiv", language="sv")
            async with driving(copy, size, language=language, settings=settings) as app:
                yield app, copy, empty


async def snapshots(archive: Path, size: Size, language: str) -> dict[str, list[str]]:
    """The lines of every screen that is kept in a size, by its name.

    Args:
        archive: The example archive; it is copied.
        size: One of ``SIZES``.
        language: Language of the screens.
    """
    found: dict[str, list[str]] = {}
    place = SIZES.index(size)
    async with opened(archive, size, language) as (app, copy, empty):
        await walk(
            app,
            copy,
            empty,
            lambda stop: found.update({stop.name: [masked(line) for line in lines_of(app)]}),
            lambda stop: stop.sizes > place,
        )
    return found


def lines_of(app: Driver) -> list[str]:
    """The lines on the screen; of a dialog only its box, for what lies behind it is kept by itself."""
    if not isinstance(app.screen, Dialog):
        return app.lines()
    box = app.screen.query_one(".dialog--box").region
    inside = range(box.y, box.bottom)
    return [
        " " * box.x + line.ljust(box.right)[box.x : box.right].rstrip() if at in inside else ""
        for at, line in enumerate(app.lines())
    ]


def masked(line: str) -> str:
    """A line without the names that git gives to changes: they hang on every file of the example."""
    return re.sub(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7}\b", "·······", line)


def file_of(size: Size, name: str) -> Path:
    """Where a screen is kept in a size, in all languages."""
    return KEPT / f"{size[0]}x{size[1]}" / f"{name}.txt"


def kept(size: Size, name: str, language: str) -> list[str]:
    """The lines that are kept of a screen; none if it is not kept yet."""
    file = file_of(size, name)
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    parts = re.split(r"^=== (\w+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True)).get(language, "").splitlines()


def keep(archive: Path) -> None:
    """Write all snapshots anew, and take away those of screens that are no longer there."""
    shutil.rmtree(KEPT, ignore_errors=True)
    for size in SIZES:
        found = {language: asyncio.run(snapshots(archive, size, language)) for language in LANGUAGES}
        for name in found[LANGUAGES[0]]:
            parts = [f"=== {each}\n" + "\n".join(found[each][name]) + "\n" for each in LANGUAGES]
            file = file_of(size, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(parts), encoding="utf-8")


async def play(
    args: argparse.Namespace, archive: Path, out: Path, size: Size, language: str, theme: str
) -> None:
    """Walk once, and write each screen."""
    folder = out / f"{language}-{size[0]}x{size[1]}-{theme}"
    folder.mkdir(parents=True, exist_ok=True)
    async with opened(archive, size, language, theme, painted=args.svg) as (app, copy, empty):

        def shown(stop: Stop) -> None:
            (folder / f"{stop.name}.txt").write_text("\n".join(app.lines()) + "\n", encoding="utf-8")
            if args.svg:
                svg = tidy(app.app.export_screenshot(title="Tingsbok"))
                (folder / f"{stop.name}.svg").write_text(svg, encoding="utf-8")

        await walk(app, copy, empty, shown, lambda stop: not args.only or stop.name in args.only)


def main() -> None:
    """Walk for every size, language and theme that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--keep", action="store_true", help="write the snapshots of the tests anew")
    parser.add_argument("--size", nargs="+", default=["80x24"])
    parser.add_argument("--lang", nargs="+", default=["sv"])
    parser.add_argument("--theme", nargs="+", default=["dark"])
    parser.add_argument("--svg", action="store_true")
    parser.add_argument("--only", nargs="+", default=())
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "TEXTUAL_ANIMATIONS": "none"}
        archive = build_demo(Path(home) / "ark").path
        if args.keep:
            keep(archive)
        if args.out is None:
            return
        for size, language, theme in itertools.product(args.size, args.lang, args.theme):
            width, height = map(int, size.split("x"))
            asyncio.run(play(args, archive, args.out, (width, height), language, theme))


if __name__ == "__main__":
    main()
