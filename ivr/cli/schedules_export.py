"""How `ivr schedules export` writes changes into the files: a file whole or not at all."""

from pathlib import Path

from ivr.changes.export import ExportError, exported
from ivr.cli.language import Refusal
from ivr.cli.printing import print_sentence
from ivr.cli.schedules_publishing import Ground
from ivr.cli.schedules_words import listed, say
from ivr.content.changes import FILE_OF, Change, compare
from ivr.content.schedules import read_schedules, tables_of
from ivr.published.kept import files_of


def export_changes(ground: Ground, *, overtaken: bool) -> None:
    """Write what counts above the files; of the entries that the files changed since, only those that are wished."""
    folder = ground.settings.content_folder / "schedules"
    read_schedules(folder)  # raises with every fault: what is broken is mended first
    held = ground.published.layered.held
    rows = [row for row in compare(tables_of(files_of(folder)), held) if row.how != "equal"]
    left = [row.change.name for row in rows if row.how == "overtaken" and not overtaken]
    written = [row.change for row in rows if row.change.name not in left]
    for stem in dict.fromkeys(FILE_OF[change.section] for change in written):
        _write(folder / f"{stem}.yaml", [change for change in written if FILE_OF[change.section] == stem])
    if left:
        print_sentence(say("left", names=listed(left)))
    print_sentence(say("export more" if written else "nothing to do"))


def _write(path: Path, changes: list[Change]) -> None:
    try:
        text = exported(path.read_bytes().decode("utf-8"), changes)
    except ExportError as error:
        raise Refusal(say("by hand", file=path.name, name=error)) from error
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_bytes(text.encode("utf-8"))
        new.chmod(path.stat().st_mode)
        new.replace(path)
    except OSError as error:
        raise Refusal(say("unwritable", file=path.name, why=error.strerror)) from error
    print_sentence(say("exported", file=path.name, names=listed(change.name for change in changes)))
