from __future__ import annotations

from pathlib import Path

import pytest

from tingsbok.editors import at_line, has_own_window, told_to_wait

FILE = Path("a b.md")


@pytest.mark.parametrize(
    ("command", "words", "own_window"),
    [
        ("vi", "vi +7 {}", False),
        ("vim -R", "vim -R +7 {}", False),
        ("nvim", "nvim +7 {}", False),
        ("/usr/bin/nano", "/usr/bin/nano +7 {}", False),
        ("micro", "micro +7 {}", False),
        ("emacs -nw", "emacs -nw +7 {}", False),
        ("emacsclient -t", "emacsclient -t +7 {}", False),
        ("kak", "kak +7 {}", False),
        ("hx", "hx {}:7", False),
        ("code", "code --wait --goto {}:7", True),
        ("code --wait", "code --wait --goto {}:7", True),
        ("code -w", "code -w --goto {}:7", True),
        ("codium", "codium --wait --goto {}:7", True),
        ("cursor", "cursor --wait --goto {}:7", True),
        (r"C:\Programs\Code.exe", r"C:\Programs\Code.exe --wait --goto {}:7", True),
        ("subl", "subl --wait {}:7", True),
        ("zed", "zed --wait {}:7", True),
        ("gedit", "gedit --wait +7 {}", True),
        ("kate", "kate --block --line 7 {}", True),
        ("mate", "mate --wait --line 7 {}", True),
        ("gvim", "gvim --nofork +7 {}", True),
        ("gvim -f", "gvim -f +7 {}", True),
        ("notepad++.exe", "notepad++.exe -n7 {}", True),
        ("notepad.exe", "notepad.exe {}", True),
        ("sed -i s/a/b/", "sed -i s/a/b/ {}", False),
    ],
)
def test_each_editor_begins_at_the_line_and_waits(command: str, words: str, own_window: bool) -> None:
    told = told_to_wait(command.split(" "))
    assert at_line(told, FILE, 7) == [word.replace("{}", str(FILE)) for word in words.split(" ")]
    assert has_own_window(told) is own_window
