"""Frames put on a sheet: each as high up as it goes, then as far left."""

from collections.abc import Sequence
from dataclasses import dataclass

GUTTER = 26
A3 = 420 / 297  # landscape

Size = tuple[float, float]
Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Packed:
    """Corners in the order of the sizes, and the room that they take."""

    corners: tuple[Corner, ...]
    width: float
    height: float


def pack(sizes: Sequence[Size], width: float) -> Packed:
    """The sizes, one after another, on a sheet of that width and any height."""
    corners: list[Corner] = []
    for size in sizes:
        taken = list(zip(corners, sizes, strict=False))
        spots = [spot for spot in _spots(taken) if spot[0] + size[0] <= width and not _hits(spot, size, taken)]
        corners.append(min(spots, key=lambda spot: (spot[1], spot[0])))
    right = max(x + wide for (x, _), (wide, _) in zip(corners, sizes, strict=True))
    bottom = max(y + high for (_, y), (_, high) in zip(corners, sizes, strict=True))
    return Packed(tuple(corners), right, bottom)


def pack_best(sizes: Sequence[Size], spare: float) -> Packed:
    """The packing that can be printed largest on A3; `spare` is the height that a heading takes."""
    narrowest = max(wide for wide, _ in sizes)
    widths = (narrowest * (1 + step / 20) for step in range(60))
    return min((pack(sizes, width) for width in widths), key=lambda p: max(p.width, (p.height + spare) * A3))


def _spots(taken: list[tuple[Corner, Size]]) -> list[Corner]:
    """Corners to try: the sheet's, and those that the frames on it make with each other."""
    across = [0.0, *(x + wide + GUTTER for (x, _), (wide, _) in taken)]
    down = [0.0, *(y + high + GUTTER for (_, y), (_, high) in taken)]
    return [(x, y) for x in across for y in down]


def _hits(spot: Corner, size: Size, taken: list[tuple[Corner, Size]]) -> bool:
    return any(
        spot[0] < x + wide + GUTTER
        and x < spot[0] + size[0] + GUTTER
        and spot[1] < y + high + GUTTER
        and y < spot[1] + size[1] + GUTTER
        for (x, y), (wide, high) in taken
    )
