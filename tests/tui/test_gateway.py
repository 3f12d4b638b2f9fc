from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App

from tingsbok.errors import NotFound, WrongUse
from tui.gateway import Gateway
from tui.messages import Answered, Failed, Refused


class Asker(App[None]):
    """An app that asks a fake archive and remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.gateway = Gateway()
        self.gateway._archive = FakeArchive()  # type: ignore[assignment]
        self.answers: list[Any] = []
        self.refusals: list[str] = []
        self.faults: list[BaseException] = []

    def on_answered(self, event: Answered) -> None:
        event.tell()

    def on_refused(self, event: Refused) -> None:
        self.refusals.append(f"{event.channel}: {event.error.message}")

    def on_failed(self, event: Failed) -> None:
        self.faults.append(event.error)

    def on_unmount(self) -> None:
        self.gateway.close()


class FakeArchive:
    def __init__(self) -> None:
        self.closed = False
        self.written: list[int] = []

    def close(self) -> None:
        self.closed = True


async def running(script: Callable[[Asker], Any]) -> Asker:
    app = Asker()
    async with app.run_test() as pilot:
        await script(app)
        await app.gateway.settled()
        await pilot.pause()
    return app


async def test_an_answer_comes_back_to_the_one_who_asked() -> None:
    async def script(app: Asker) -> None:
        app.gateway.ask(app, "a", lambda _: 1, app.answers.append)

    assert (await running(script)).answers == [1]


async def test_an_overtaken_answer_is_dropped_and_an_overtaken_question_never_put() -> None:
    begun, go_on, asked = threading.Event(), threading.Event(), []

    def slow(number: int) -> int:
        asked.append(number)
        begun.set()
        go_on.wait(5)
        return number

    async def script(app: Asker) -> None:
        # two readers: both are busy with the first two questions, the third waits and is overtaken before it begins
        for number in range(4):
            app.gateway.ask(app, "rows", lambda _, number=number: slow(number), app.answers.append)
        begun.wait(5)
        go_on.set()

    app = await running(script)
    assert app.answers == [3]
    assert 2 not in asked


async def test_channels_do_not_overtake_each_other() -> None:
    async def script(app: Asker) -> None:
        app.gateway.ask(app, "a", lambda _: "a", app.answers.append)
        app.gateway.ask(app, "b", lambda _: "b", app.answers.append)

    assert sorted((await running(script)).answers) == ["a", "b"]


async def test_writes_come_one_at_a_time_and_none_is_dropped() -> None:
    active: list[int] = []
    most: list[int] = []

    def work(archive: Any) -> None:
        active.append(1)
        most.append(len(active))
        active.pop()

    async def script(app: Asker) -> None:
        for _ in range(20):
            app.gateway.write(app, "save", work, app.answers.append)

    app = await running(script)
    assert len(app.answers) == 20
    assert max(most) == 1


async def test_a_refusal_is_told_with_its_channel() -> None:
    def work(archive: Any) -> None:
        raise NotFound("Finns inte.")

    async def script(app: Asker) -> None:
        app.gateway.ask(app, "record", work, app.answers.append)

    app = await running(script)
    assert app.refusals == ["record: Finns inte."]
    assert app.answers == []


async def test_a_fault_is_told_to_the_app() -> None:
    async def script(app: Asker) -> None:
        app.gateway.ask(app, "record", lambda _: 1 / 0, app.answers.append)

    app = await running(script)
    assert [type(fault) for fault in app.faults] == [ZeroDivisionError]


async def test_nothing_is_answered_without_an_archive() -> None:
    async def script(app: Asker) -> None:
        app.gateway._archive = None
        app.gateway.ask(app, "rows", lambda _: 1, app.answers.append)

    assert (await running(script)).refusals == ["rows: Inget arkiv är öppet."]


async def test_keys_wait_for_answers_but_not_for_quiet_ones() -> None:
    go_on = threading.Event()
    seen: list[bool] = []

    async def script(app: Asker) -> None:
        app.gateway.ask(app, "pane", lambda _: go_on.wait(5), app.answers.append, quiet=True)
        seen.append(app.gateway.is_awaited)
        app.gateway.ask(app, "rows", lambda _: go_on.wait(5), app.answers.append)
        seen.append(app.gateway.is_awaited)
        go_on.set()
        await app.gateway.settled()

    app = await running(script)
    assert seen == [False, True]
    assert not app.gateway.is_awaited


async def test_closing_closes_the_archive() -> None:
    async def script(app: Asker) -> None: ...

    app = await running(script)
    app.gateway._writer.shutdown(wait=True)
    assert app.gateway.archive is not None
    assert app.gateway.archive.closed  # type: ignore[attr-defined]


@pytest.mark.parametrize("refused", [False, True])
@pytest.mark.parametrize("put", ["save", "write"])
async def test_a_draft_goes_with_its_save_also_when_the_app_is_on_its_way_out(
    put: str, refused: bool
) -> None:
    begun, has_left = threading.Event(), threading.Event()
    drafts: list[str] = []

    def commit(*_: Any) -> None:
        begun.set()
        has_left.wait(5)
        if refused:
            raise WrongUse("Kroken sade nej.")

    def forget(archive: Any) -> None:
        assert not archive.closed
        drafts.remove("draft")

    async def script(app: Asker) -> None:
        if put == "save":
            told = app.answers.append
            app.gateway.save(app, commit, told, durable=lambda: None, forget=forget, refused=told)
        else:
            app.gateway.write(app, "item", commit, app.answers.append, forget=forget)
        begun.wait(5)
        app.gateway.keep(app, lambda _: drafts.append("draft"))
        app.gateway.close()
        has_left.set()

    app = await running(script)
    app.gateway._writer.shutdown(wait=True)
    assert drafts == (["draft"] if refused else [])
