"""The web server: granian with few processes and some threads each. `python -m ihanoi.operation.web`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ihanoi.operation.doors import refuse
from ihanoi.operation.parent import die_with_parent


def main() -> None:
    """Settings from the environment: IHANOI_HOST, IHANOI_PORT, IHANOI_WEB_WORKERS, IHANOI_WEB_THREADS."""
    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ihanoi.config.settings")
    refuse(settings)
    host, port = os.environ.get("IHANOI_HOST", "127.0.0.1"), int(os.environ.get("IHANOI_PORT", "8000"))
    # By address, for nodes share the folder: one that starts must not empty what another counts.
    _share_counts(Path(os.environ.get("IHANOI_VAR", "var")) / "metrics" / f"{host}-{port}")
    Server(
        "ihanoi.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("IHANOI_WEB_WORKERS", "2")),
        blocking_threads=int(os.environ.get("IHANOI_WEB_THREADS", "4")),
        backpressure=256,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def _share_counts(folder: Path) -> None:
    """All processes of this server count their requests together, from nothing (see metrics.py)."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


if __name__ == "__main__":
    main()
