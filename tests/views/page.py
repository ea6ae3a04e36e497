"""What a browser would see of a piece of HTML: its elements, their attributes, its text."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """A parsed piece of HTML; a `br` counts as a line break."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.cells: list[str] = []
        self.notes: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "br":
            self.text += "\n"
            return
        self._open.append(tag)
        for kind, kept in (("td", self.cells), ("small", self.notes)):
            if tag == kind:
                kept.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "tags are not balanced"

    def handle_data(self, data: str) -> None:
        if "small" in self._open:
            self.notes[-1] += data
            return
        self.text += data
        if "td" in self._open:
            self.cells[-1] += data
