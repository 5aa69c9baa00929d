"""The server around the pages: security policy, liveness and readiness. `make run` starts it."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from qa.ui.service import service

_SCRIPT = Path(__file__).parent.parent.parent / "app.py"
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


def policy() -> str:
    """The content security policy: nothing from elsewhere, no inline script but Streamlit's own start-up ones."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join("'sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() + "'" for code in inline)
    return (
        f"default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' ws: wss:; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


class Headers:
    """Adds the security headers to every response."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


async def _live(_: Request) -> JSONResponse:
    return JSONResponse({"live": True})


async def _ready(_: Request) -> JSONResponse:
    svc = service()
    return JSONResponse({"ready": svc.ready, "error": svc.error or None}, status_code=200 if svc.ready else 503)


@asynccontextmanager
async def _warm(_: Any) -> AsyncIterator[dict[str, Any]]:
    service()  # opens in the background
    yield {}


app = st.App(str(_SCRIPT), lifespan=_warm, routes=[Route("/live", _live), Route("/ready", _ready)], middleware=[Middleware(Headers)])
