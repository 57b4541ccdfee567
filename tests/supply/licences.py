"""Under which licence each package comes, by what the package itself says."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib import metadata

from tests.supply.locked import PROJECT, Package

UNSAID = "not said"
NOT_HERE = "not installed on this machine"


def licence(package: Package) -> str:
    """An SPDX expression where the package gives one, else its own words."""
    return _npm(package) if package.kind == "npm" else _python(package)


def _python(package: Package) -> str:
    try:
        told = metadata.metadata(package.name)
    except metadata.PackageNotFoundError:
        return NOT_HERE
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = told.get("License-Expression") or " / ".join(classified) or (told.get("License") or "").strip()
    return said.splitlines()[0] if said else UNSAID


def _npm(package: Package) -> str:
    manifest = PROJECT / "frontend" / "node_modules" / package.name / "package.json"
    if not manifest.exists():
        return NOT_HERE
    return str(json.loads(manifest.read_text()).get("license", UNSAID))


def by_licence(packages: list[Package]) -> dict[str, list[Package]]:
    """Sorted by licence, then by name."""
    found: dict[str, list[Package]] = defaultdict(list)
    for package in sorted(packages, key=lambda p: p.name.lower()):
        found[licence(package)].append(package)
    return dict(sorted(found.items()))
