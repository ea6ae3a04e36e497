"""The colours of the views: one hue a label, laid over the page as a tint.

The text keeps the page's own colour and the tint lets the page's ground through, so that one
palette serves light and dark pages. No colour stands alone: the label is always written beside it.
"""

Colour = tuple[int, int, int]

TINT = 0.24  # of the hue over the page: seen well, and text on it keeps a contrast above 4.5:1
_GREY: Colour = (128, 128, 128)
_HUES: dict[str, Colour] = {
    "PER": (30, 140, 255),
    "ORG": (20, 170, 90),
    "GPE": (255, 165, 0),
    "LOC": (175, 140, 60),
    "FAC": (190, 90, 200),
    "EVT": (240, 70, 70),
    "LAW": (90, 110, 230),
    "PRD": (230, 80, 150),
    "DATE": (0, 165, 175),
    "TIME": (0, 165, 175),
    "DURATION": (150, 120, 220),
    "SET": (150, 120, 220),
    "direct": (255, 165, 0),
    "indirect": (30, 140, 255),
    # families of events: what stands before the dot of a type
    "contact": (30, 140, 255),
    "personnel": (90, 110, 230),
    "politics": (150, 120, 220),
    "agreement": (0, 165, 175),
    "justice": (190, 90, 200),
    "crime": (170, 60, 90),
    "conflict": (240, 70, 70),
    "life": (230, 80, 150),
    "disaster": (225, 110, 40),
    "economy": (20, 170, 90),
    "public": (255, 165, 0),
    "health": (120, 160, 30),
}


def hue(label: str) -> Colour:
    """The hue of an entity label, a type of time, a kind of quote or a type of event; else grey."""
    return _HUES.get(label) or _HUES.get(label.partition(".")[0], _GREY)


def tint(colour: Colour) -> str:
    """Write a hue as the tint that lies under a text, in CSS."""
    red, green, blue = colour
    return f"rgba({red},{green},{blue},{TINT})"


def line(colour: Colour) -> str:
    """Write a hue in full, for lines, in CSS."""
    red, green, blue = colour
    return f"rgb({red},{green},{blue})"
