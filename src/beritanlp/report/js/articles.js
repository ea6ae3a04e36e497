// The list of articles: newest first, with the words that were searched for.

function articlesView() {
  const { articles } = matching(state.q);
  const sign = state.order === "new" ? -1 : 1;
  const rows = [...articles].sort((a, b) => sign * (a.published || "").localeCompare(b.published || ""));
  return h("div", { class: "main single" },
    h("div", { class: "bar" }, h("h2", { class: "total" }, counted(rows.length, "n_articles")),
      choice(t("articles"), [["new", t("newest")], ["old", t("oldest")]], state.order, (order) => go({ order }))),
    pagedList(rows, articleRow));
}

function articleRow(article) {
  const main = article.events.find((event) => event.main);
  const facts = [article.published && timeName(article.published.slice(0, 10)), article.source].filter(Boolean).join(" · ");
  const people = article.mentions.map(([number]) => THINGS[number]).filter((one) => one.label === "PER").slice(0, 4);
  return h("article", { class: "article-row" },
    h("p", { class: "source" }, facts, main ? h("span", { class: `type g-${main.group}` }, typeName(main.type)) : null),
    h("h3", { lang: "id" }, link({ article: article.number, at: "" }, {}, titleOf(article))),
    foundWords(article) || h("p", { class: "lead" }, leadOf(article)),
    people.length ? h("p", { class: "chips" }, people.map((one) => thingLink(one.number))) : null);
}

// Where the first searched word stands in the text, as a link to the place.
function foundWords(article) {
  const [word] = searchWords(state.q);
  if (!word) return null;
  const start = folded(article.text).indexOf(word);
  return start < 0 ? null : h("p", { class: "lead" }, snippet({ article, start, end: start + word.length }));
}
