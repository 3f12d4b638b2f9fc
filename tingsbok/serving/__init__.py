"""The app in a browser on the same machine, behind a lock of its own.

textual-serve brings the terminal that draws in the browser, and the protocol it speaks. Everything that
decides who may come in, what is sent along, and how the app is started stands here: textual-serve answers
anybody who reaches its port, from whatever page, and starts its command in a shell.
"""

from __future__ import annotations

WEB = "TINGSBOK_WEB"
"""Environment variable of an app whose terminal is a browser: its streams are none, and need not be."""
