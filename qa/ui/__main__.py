"""`python -m qa.ui [--port N]`: finds a free port and starts the server on this machine only."""

import argparse
import os
import socket
import sys
from pathlib import Path

_PORT = 8501
_TRIES = 50


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> int:
    """Replaces this process by the server."""
    parser = argparse.ArgumentParser(prog="python -m qa.ui", description="Opens the chat in the browser, on this machine only.")
    parser.add_argument("--port", type=int, default=_PORT, help=f"the port to listen on, {_PORT} or the next free one")
    wanted = parser.parse_args().port
    port = next((p for p in range(wanted, wanted + _TRIES) if _free(p)), None)
    if port is None:
        sys.stderr.write(f"No free port from {wanted} to {wanted + _TRIES}. Name another one with --port.\n")
        return 1
    if port != wanted:
        sys.stderr.write(f"Port {wanted} is taken; using {port}.\n")
    sys.stderr.write(f"Open http://localhost:{port}\n")
    server = Path(__file__).parent / "server.py"
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(server), "--server.port", str(port), "--server.address", "127.0.0.1"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
