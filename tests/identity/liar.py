"""The provider of the demo as a program that lies on demand: `POST /lie` with what to lie about."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any, ClassVar

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ihanoi.adapters.vneid import __main__ as program
from ihanoi.adapters.vneid.provider import Grant, Provider
from ihanoi.operation.parent import die_with_parent

OTHER_KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"})


class Liar(Provider):
    """`lie`: one of the branches below; blank: honest."""

    lie = ""

    def about(self) -> dict[str, Any]:
        about = super().about()
        if self.lie == "discovery":
            about["issuer"] = "https://somebody-else.example"
        if self.lie == "downgrade":
            about["token_endpoint"] = about["token_endpoint"].replace("http:", "ftp:")
        return about

    def claims(self, grant: Grant) -> dict[str, Any]:
        claims, now = super().claims(grant), int(time.time())
        lies: dict[str, dict[str, Any]] = {
            "issuer": {"iss": "https://somebody-else.example"},
            "audience": {"aud": "another-application"},
            "audiences": {"aud": [self.client_id, "another-application"], "azp": "another-application"},
            "nonce": {"nonce": "another"},
            "expired": {"iat": now - 900, "exp": now - 600},
            "future": {"iat": now + 900, "exp": now + 1200},
            "at_hash": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
            "no_nonce": {"nonce": None},
            "yesterday": {"auth_time": now - 86_400},
            "no_auth_time": {"auth_time": None},
        }
        claims |= lies.get(self.lie, {})
        return {name: value for name, value in claims.items() if value is not None}

    def id_token(self, grant: Grant) -> str:
        claims, header = self.claims(grant), self.header()
        if self.lie == "none":
            return jwt.encode({"alg": "none"}, claims, OctKey.import_key(b"-" * 32), ["none"])
        if self.lie == "shared_key":
            return _signed_with(self.keys[0].as_pem(private=False), header | {"alg": "HS256"}, claims)
        if self.lie == "other_key":
            return jwt.encode(header, claims, OTHER_KEY, ["RS256"])
        if self.lie == "unknown_key":
            return jwt.encode(header | {"kid": "never-seen"}, claims, OTHER_KEY, ["RS256"])
        if self.lie == "no_kid":
            return jwt.encode({"alg": "RS256"}, claims, OTHER_KEY, ["RS256"])
        if self.lie == "garbage":
            return "not.a.token"
        return super().id_token(grant)

    def userinfo(self, token: str) -> dict[str, object]:
        told = super().userinfo(token)
        told |= {
            "somebody_else": {"sub": "c-999"},
            "birth_year": {"birthdate": "1901-01-01"},
            "gender": {"gender": "female"},
            "gender_in_vietnamese": {"gender": "Nữ"},
            "no_gender": {"gender": None},
            "odd_gender": {"gender": "khác"},
            "no_number": {"citizen_id": ""},
            "bad_number": {"citizen_id": "001000"},
            "verified_email": {"email_verified": True},
            "fat": {"name": "x" * 400_000},
        }.get(self.lie, {})
        if self.lie == "renamed":  # no lie: a provider with names of its own for what it tells
            names = {"citizen_id": "so_dinh_danh", "name": "ho_ten", "birthdate": "ngay_sinh"}
            told = {names.get(name, name): value for name, value in told.items()}
        return told


def _signed_with(key: bytes, header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token whose secret everybody knows, made by hand: the library rightly refuses to."""
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    seal = hmac.new(key, b".".join(parts), sha256).digest()
    return b".".join([*parts, urlsafe_b64encode(seal).rstrip(b"=")]).decode()


class Troubled:
    """A token endpoint that is slow or broken; a provider of which all is slow."""

    WAITS: ClassVar = {"hang": 8.0, "tired": 2.5}  # seconds for each question

    def __init__(self, app: ASGIApp, liar: Liar) -> None:
        self.app, self.liar = app, liar

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.liar.lie in self.WAITS and scope.get("path") not in ("/lie", "/alive"):
            await asyncio.sleep(self.WAITS[self.liar.lie])
        if scope.get("path") == "/token" and self.liar.lie == "slow":
            await asyncio.sleep(8)
        if scope.get("path") == "/token" and self.liar.lie == "broken":
            await JSONResponse({"error": "server_error"}, 500)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def main() -> None:
    die_with_parent()
    provider = program.from_environment(Liar)
    assert isinstance(provider, Liar)
    app = program.application(provider)

    async def lie(request: Request) -> Response:
        provider.lie = (await request.body()).decode()
        return JSONResponse({"lie": provider.lie})

    async def rotate(_: Request) -> Response:
        provider.rotate()
        provider.rotate()
        return JSONResponse({})

    app.router.routes += [Route("/lie", lie, methods=["POST"]), Route("/rotate", rotate, methods=["POST"])]
    app.add_middleware(Troubled, liar=provider)
    asyncio.run(program.serve(app, program.HOST, program.PORT))


if __name__ == "__main__":
    main()
