"""The map of the call: everything on one large sheet for the screen, or on as many A3 sheets as can be read."""

from collections.abc import Sequence

from ivr.drawing.cards import HEADS
from ivr.drawing.lettering import width
from ivr.drawing.overview import overview_of
from ivr.drawing.packing import A3, Packed, pack, pack_best
from ivr.drawing.panels import NO_TRAIL, Panel, Trail, panel_of
from ivr.drawing.plan import Plan
from ivr.drawing.svg import MUTED, document, element, group, moved, number, text
from ivr.drawing.words import branch_name, label

MARGIN = 24
HEADING = 104
SHEET = (2040.0, round(2040 / A3))  # letters of 11.5 are 6.7 points high when this is printed on A3
STYLE = ".dim{opacity:.32}a:hover rect{fill:#dbe7f3}"
PRINTED = "@page{size:A3 landscape;margin:7mm}@media print{:root{width:100%;height:100%}}"


def draw_map(plan: Plan, trail: Trail = NO_TRAIL) -> str:
    """One SVG with everything; or, of a call, the frames that it came through, with its way standing out."""
    passed = [branch for branch in plan.branches if any(card.name in trail.turns for card in plan.of(branch))]
    panels = [panel_of(plan, branch, trail) for branch in passed or plan.branches]
    if not passed:
        panels.insert(0, overview_of(plan))
    sizes = [(panel.width, panel.height) for panel in panels]
    larger = max(1.0, pack_best(sizes, HEADING).width / SHEET[0])  # a heading that can be read on a large sheet
    packed = pack_best(sizes, HEADING * larger + MARGIN)
    size = (packed.width + 2 * MARGIN, packed.height + HEADING * larger + MARGIN)
    name = label("call", plan.language).format(keys=trail.keys) if passed else label("map", plan.language)
    heading = group(*_heading(plan, name), transform=f"scale({number(larger)})")
    return document(size, name, STYLE + PRINTED, [heading, moved(0, HEADING * (larger - 1), *_panels(panels, packed))])


def draw_sheets(plan: Plan) -> tuple[str, ...]:
    """SVG files to be printed on A3, landscape: the overview first, then the branches in their order."""
    sheets = _dealt([overview_of(plan), *(panel_of(plan, branch) for branch in plan.branches)])
    return tuple(_sheet(plan, sheet, f"{page} / {len(sheets)}") for page, sheet in enumerate(sheets, 1))


def _sheet(plan: Plan, panels: list[Panel], page: str) -> str:
    packed = pack([(panel.width, panel.height) for panel in panels], SHEET[0] - 2 * MARGIN)
    names = ", ".join(branch_name(panel.name, plan.language) for panel in panels)
    name = f"{label('map', plan.language)} – {names}"
    high = max(SHEET[1], packed.height + HEADING + MARGIN)
    return document(
        (high * A3, high),
        name,
        STYLE + PRINTED,
        [*_heading(plan, name), _page(high * A3, page), *_panels(panels, packed)],
    )


def _dealt(panels: Sequence[Panel]) -> list[list[Panel]]:
    """Each panel onto the first sheet that has room for it."""
    sheets: list[list[Panel]] = []
    for panel in panels:
        home = next((sheet for sheet in sheets if _fits([*sheet, panel])), None)
        if home is None:
            sheets.append([panel])
        else:
            home.append(panel)
    return sheets


def _fits(panels: list[Panel]) -> bool:
    room = SHEET[0] - 2 * MARGIN
    if max(panel.width for panel in panels) > room:
        return False
    return pack([(panel.width, panel.height) for panel in panels], room).height <= SHEET[1] - HEADING - MARGIN


def _panels(panels: Sequence[Panel], packed: Packed) -> list[str]:
    return [moved(x + MARGIN, y + HEADING, panel.drawn) for panel, (x, y) in zip(panels, packed.corners, strict=True)]


def _heading(plan: Plan, name: str) -> list[str]:
    menus = [card for card in plan.cards.values() if card.kind == "menu"]
    counts = label("counts", plan.language).format(
        steps=len(plan.cards), menus=len(menus), choices=sum(bool(row.key) for card in menus for row in card.rows)
    )
    everywhere = label("everywhere", plan.language).format(give_up=branch_name("GIVE_UP", plan.language))
    return [
        text(MARGIN, 44, name, font_size=26, font_weight="bold"),
        text(MARGIN, 70, f"{counts}. {everywhere}", font_size=14, fill=MUTED),
        _legend(plan),
    ]


def _page(wide: float, page: str) -> str:
    return text(wide - MARGIN, 44, page, font_size=16, text_anchor="end")


def _legend(plan: Plan) -> str:
    x, parts = float(MARGIN), []
    for kind in ("menu", "ask", "tell", "branch", "send", "transfer", "end"):
        words = label(kind, plan.language)
        parts += [element("rect", x=x, y=80, width=16, height=14, rx=3, fill=HEADS[kind][0], stroke="#8a95a3")]
        parts += [text(x + 22, 92, words, font_size=13)]
        x += width(words, 13) + 44
    chip = element("rect", x=x, y=80, width=26, height=14, rx=7, fill="#eef2f6", stroke="#5b6675")
    parts += [chip, text(x + 32, 92, label("elsewhere", plan.language), font_size=13)]
    return group(*parts)
