"""The hints at the bottom of every screen: which keys there are, and what they do here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive

from tui.widgets.chrome import ChromeLine


class Hint(Struct, frozen=True):
    """A key and what it does here.

    Attributes:
        key: The key as it is written, such as ``Enter``.
        text: A word or two.
        action: Textual action that a click runs on the screen, such as ``intent('record.edit')``.
        rank: Hints with the highest rank leave first when there is no room.
        enabled: A hint that cannot be used now is shown faint and does nothing.
        group: Place of its group among those that :meth:`HintLine.show` is told of.
        large: Whether it is about something that only a large window shows.
    """

    key: str
    text: str
    action: str = ""
    rank: int = 0
    enabled: bool = True
    group: int = 0
    large: bool = False


class HintLine(ChromeLine):
    """The last row: the keys of this view, as many as fit, and always how to see the rest.

    A large window has two rows, in which what belongs together stands together under its name.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hint-line--key", "hint-line--off", "hint-line--group"}
    GROUPED_FROM = (140, 40)
    """Columns and rows of the window from which there are two rows."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    """The keys, in the order they are shown."""
    more: reactive[Hint | None] = reactive(None)
    """The key that shows all of them; it tells how many did not fit."""

    groups: reactive[tuple[str, ...]] = reactive(())
    """Names of the groups; without any there is one row in every window."""

    def show(self, hints: Sequence[Hint], more: Hint | None = None, groups: Sequence[str] = ()) -> None:
        """Show these keys."""
        self.hints, self.more, self.groups = tuple(hints), more, tuple(groups)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Two rows in a large window, one in any other."""
        columns, rows = self.GROUPED_FROM
        return 2 if viewport.width >= columns and viewport.height >= rows else 1

    def render(self) -> Content:
        """Return the rows with as many hints as fit."""
        in_groups = bool(self.groups) and self.size.height > 1
        known = kept = [hint for hint in self.hints if in_groups or not hint.large]
        while True:
            for rows in self._ways(known, kept) if in_groups else ([self._line(known, kept)],):
                if max(row.cell_length for row in rows) <= self.size.width or not kept:
                    return Content("\n").join(rows)
            last = max(reversed(kept), key=lambda hint: hint.rank)
            kept = [hint for hint in kept if hint is not last]

    def _line(self, known: Sequence[Hint], kept: Sequence[Hint]) -> Content:
        parts = [*map(self._hint, kept), *self._how_to_see_more(known, kept)]
        return Content(" ") + _JOINT.join(parts)

    def _ways(self, known: Sequence[Hint], kept: Sequence[Hint]) -> Iterator[list[Content]]:
        """Both rows with the groups beside each other: after its name, or around it."""
        blocks = []
        for place, name in enumerate(self.groups):
            parts = [self._hint(hint) for hint in kept if hint.group == place]
            if place == len(self.groups) - 1:
                parts += self._how_to_see_more(known, kept)
            if parts:
                blocks.append((self.part(f"{name} ", "hint-line--group"), parts))
        yield self._beside(
            [
                (label + above, Content(" " * label.cell_length) + below)
                for label, parts in blocks
                for above, below in [halves(parts)]
            ]
        )
        yield self._beside([halves([label + parts[0], *parts[1:]]) for label, parts in blocks])

    def _beside(self, blocks: Sequence[tuple[Content, Content]]) -> list[Content]:
        rows = [Content(""), Content("")]
        for block in blocks:
            width = max(row.cell_length for row in block)
            edge = self.part(" │ " if rows[0] else " ", "hint-line--group")
            for place, row in enumerate(block):
                rows[place] += edge + row.pad_right(width - row.cell_length)
        return rows

    def _how_to_see_more(self, known: Sequence[Hint], kept: Sequence[Hint]) -> list[Content]:
        if self.more is None:
            return []
        hidden = sum(hint.enabled for hint in known) - sum(hint.enabled for hint in kept)
        return [self._hint(self.more, f" +{hidden}" if hidden else "")]

    def _hint(self, hint: Hint, extra: str = "") -> Content:
        if not hint.enabled:
            return self.part(f"{hint.key} {hint.text}{extra}", "hint-line--off")
        meta: dict[str, object] = {"hint": hint.action}
        key = self.part(hint.key, "hint-line--key", meta=meta)
        return key + self.part(f" {hint.text}{extra}", meta=meta)

    async def _on_click(self, event: events.Click) -> None:
        action = event.style.meta.get("hint")
        if isinstance(action, str) and action:
            event.stop()
            await self.app.run_action(action, self.screen)


_JOINT = Content("  ")


def halves(parts: Sequence[Content]) -> tuple[Content, Content]:
    """Parts of a line on two rows of as equal a length as can be; what is left over stands above."""
    ways = [(_JOINT.join(parts[:place]), _JOINT.join(parts[place:])) for place in range(len(parts), 0, -1)]
    return min(ways, key=lambda way: max(row.cell_length for row in way))
