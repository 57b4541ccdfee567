"""`make sbom`: the list of all parts with versions, hashes and licences (CycloneDX 1.6), made from the lock files.

Equal lock files make an equal list: it has neither a date nor a random number.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator

from tests.supply.licences import NOT_HERE, UNSAID, licence
from tests.supply.locked import PROJECT, Package, every

OUTPUT: Final = PROJECT / "var" / "sbom.cdx.json"
_SPACE: Final = UUID("2f5bba32-7a5c-4f0c-8f0c-1a6d3a3f2b11")  # lists of this project are numbered under it


def bill() -> dict[str, Any]:
    """The whole list as CycloneDX's JSON."""
    packages = sorted(every(), key=lambda package: package.url)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    root = f"pkg:generic/{project['name']}@{project['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(_SPACE, ' '.join(package.url for package in packages))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": root, "name": project["name"], "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            },
        },
        "components": [_component(package) for package in packages],
        "dependencies": [{"ref": root, "dependsOn": [package.url for package in packages]}],
    }  # fmt: skip


def _component(package: Package) -> dict[str, Any]:
    told = licence(package)
    licences = {} if told in (UNSAID, NOT_HERE) else {"licenses": [{"license": {"name": told}}]}
    return {
        "type": "library",
        "bom-ref": package.url,
        "name": package.name,
        "version": package.version,
        "scope": "required" if package.shipped else "excluded",
        "hashes": [{"alg": algorithm, "content": digest} for algorithm, digest in package.hashes],
        "purl": package.url,
        **licences,
    }


def faults(text: str) -> str | None:
    """What the schema of CycloneDX has against a list; None where it is valid."""
    found = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6).validate_str(text)
    return None if found is None else str(found)


def write(target: Path) -> int:
    """Write the list. Returns how many parts it names; raises ValueError where it would not be valid."""
    made = bill()
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    if found := faults(text):
        raise ValueError(found)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return len(made["components"])


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else OUTPUT
    print(f"{write(path)} parts: {path}")  # noqa: T201 - says where it is
