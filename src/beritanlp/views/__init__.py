"""Views for notebooks: what was found in an article, as HTML that Jupyter shows.

`entities`, `quotes`, `dates` and `events` mark a layer in the text, `roles` draws an arc from each
person to the post and on to the body, `article` puts all together. Each takes a record or a Doc of
the pipeline and gives an `Html`: a string that Jupyter shows as the last line of a cell. Texts are
drawn by displaCy and always escaped; colours are tints that can be read on light and dark pages.
"""

from beritanlp.views.article import article, row
from beritanlp.views.html import Html
from beritanlp.views.layers import dates, entities, events, quotes
from beritanlp.views.roles import roles

__all__ = ["Html", "article", "dates", "entities", "events", "quotes", "roles", "row"]
