"""`python -m qa.ui [--port N]`: finds a free port and starts the server on this machine only."""

import argparse
import os
import socket
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_CONFIG = Path(__file__).parent.parent.parent / ".streamlit" / "config.toml"
_PORT = 8501
_TRIES = 50


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a server stopped a moment ago still counts as running
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _flags(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """The project's Streamlit settings as flags: Streamlit reads the file itself only when started in the project's folder, and would send usage statistics when not."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flags(value, f"{prefix}{name}.")
        else:
            for item in value if isinstance(value, list) else [value]:
                yield f"--{prefix}{name}={str(item).lower() if isinstance(item, bool) else item}"


def main() -> int:
    """Replaces this process by the server."""
    parser = argparse.ArgumentParser(prog="python -m qa.ui", description="Opens the chat in the browser, on this machine only.")
    parser.add_argument("--port", type=int, default=_PORT, help=f"the port to listen on, {_PORT} or the next free one")
    wanted = parser.parse_args().port
    if not 0 < wanted < 65536:
        parser.error(f"{wanted} is no port; name one from 1 to 65535")
    port = next((p for p in range(wanted, wanted + _TRIES) if _free(p)), None)
    if port is None:
        sys.stderr.write(f"No free port from {wanted} to {wanted + _TRIES}. Name another one with --port.\n")
        return 1
    if port != wanted:
        sys.stderr.write(f"Port {wanted} is taken; using {port}.\n")
    sys.stderr.write(f"Open http://localhost:{port}\n")
    server = Path(__file__).parent / "server.py"
    flags = _flags(tomllib.loads(_CONFIG.read_text(encoding="utf-8"))) if _CONFIG.is_file() else ()
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(server), *flags, "--server.port", str(port), "--server.address", "127.0.0.1"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
