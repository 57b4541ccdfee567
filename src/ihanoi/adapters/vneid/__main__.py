"""The provider as a program of its own, for the demo's supervisor and the tests. Knows no Django, to stay light."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ihanoi.adapters.vneid import pages
from ihanoi.adapters.vneid.provider import Provider, Refused
from ihanoi.operation.parent import die_with_parent

HOST: Final = os.environ.get("IHANOI_HOST", "127.0.0.1")
PORT: Final = int(os.environ.get("IHANOI_VNEID_PORT", "8027"))
ROTATE_S: Final = 3600.0
LARGEST: Final = 16 * 1024  # bytes of a form


def application(provider: Provider) -> Starlette:
    """The endpoints of OpenID Connect Core 1.0."""

    async def about(_: Request) -> Response:
        return JSONResponse(provider.about())

    async def keys(_: Request) -> Response:
        return JSONResponse(provider.jwks())

    async def authorize(request: Request) -> Response:
        given = await _form(request) if request.method == "POST" else dict(request.query_params)
        try:
            asked = provider.request(given)
        except Refused:
            return HTMLResponse(pages.refused(), 400, pages.HEADERS)
        if request.method != "POST":
            return HTMLResponse(pages.choose(given), headers=pages.HEADERS)
        answer = {"state": asked.state, "iss": provider.issuer}
        try:
            answer |= {"code": provider.grant(asked, given.get("subject", ""))}
        except Refused as refused:
            answer |= {"error": str(refused)}
        return RedirectResponse(f"{asked.redirect_uri}?{urlencode(answer)}", 303, pages.HEADERS)

    async def token(request: Request) -> Response:
        given = await _form(request)
        return _answer(lambda: provider.exchange(_client(request, given), given))

    async def userinfo(request: Request) -> Response:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        return _answer(lambda: provider.userinfo(bearer))

    async def style(_: Request) -> Response:
        return Response(pages.STYLE, media_type="text/css")

    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", about),
            Route("/jwks", keys),
            Route("/authorize", authorize, methods=["GET", "POST"]),
            Route("/token", token, methods=["POST"]),
            Route("/userinfo", userinfo),
            Route("/style.css", style),
            Route("/alive", alive),
        ],
        lifespan=_rotating(provider),
    )


def _answer(what: Callable[[], dict[str, object]]) -> Response:
    try:
        return JSONResponse(what(), headers={"Cache-Control": "no-store"})
    except Refused as refused:
        status = 401 if str(refused) in {"invalid_client", "invalid_token"} else 400
        return JSONResponse({"error": str(refused)}, status)


async def _form(request: Request) -> dict[str, str]:
    body = await request.body()
    return dict(parse_qsl(body[:LARGEST].decode(errors="replace"), keep_blank_values=True))


def _client(request: Request, given: dict[str, str]) -> tuple[str, str]:
    """Name and secret of the client, from the header or from the form (RFC 6749, 2.3.1)."""
    kind, _space, told = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return given.get("client_id", ""), given.get("client_secret", "")
    try:
        name, _colon, secret = base64.b64decode(told).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(name), unquote(secret)


def _rotating(provider: Provider) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    async def rotate() -> None:
        while True:
            await asyncio.sleep(ROTATE_S)
            provider.rotate()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(rotate())
        yield
        task.cancel()

    return lifespan


def from_environment(made: type[Provider] = Provider) -> Provider:
    """The client and the addresses to which people may be sent back come from the environment."""
    return made(
        issuer=os.environ.get("IHANOI_OIDC_ISSUER", f"http://127.0.0.1:{PORT}"),
        client_id=os.environ.get("IHANOI_OIDC_CLIENT_ID", "ihanoi"),
        client_secret=os.environ.get("IHANOI_OIDC_CLIENT_SECRET", "demo-only"),
        returns=frozenset(os.environ.get("IHANOI_VNEID_RETURNS", "").split()),
    )


async def serve(app: Starlette, host: str, port: int) -> None:
    """Until SIGTERM or SIGINT."""
    server = Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, server.stop)
    await server.serve()


def main() -> None:
    """The program that the supervisor starts."""
    die_with_parent()
    asyncio.run(serve(application(from_environment()), HOST, PORT))
    os._exit(0)  # granian's threads may still ask for an interpreter that is being taken down, and abort


if __name__ == "__main__":
    main()
