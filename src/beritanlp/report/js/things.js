// People and bodies: a list of names at the side; posts, quotes, events and company of one.

const KINDS = { people: ["PER"], bodies: ["ORG"], places: ["GPE", "LOC", "FAC"], others: ["EVT", "LAW", "PRD"] };

function thingsView() {
  const one = state.thing === "" ? null : THINGS[Number(state.thing)];
  return h("div", { class: `split names-view${one ? " chosen" : ""}` },
    h("div", { class: "side names" }, nameFilter(), nameList()),
    h("div", { class: "main" }, one ? thingDetail(one) : h("p", { class: "empty" }, t("choose_thing"))));
}

function nameFilter() {
  const kinds = [["all", t("all")], ...Object.keys(KINDS).map((key) => [key, t(key)])];
  return [
    choice(t("things"), kinds, state.kind, (kind) => go({ kind }), "wrap"),
    h("input", {
      type: "search", class: "field", id: "name-search", placeholder: t("search_names"), "aria-label": t("search_names"), value: state.name,
      oninput: (event) => go({ name: event.target.value }, true),
    }),
  ];
}

function nameList() {
  const labels = KINDS[state.kind] || ["PER", "ORG"], words = searchWords(state.name), { set } = matching(state.q);
  const rows = [];
  for (const one of THINGS) {
    if (!labels.includes(one.label)) continue;
    if (words.length && !holds(folded([one.name, ...one.others].join("  ")), words)) continue;
    const articles = set ? one.articles.filter((a) => set.has(a)).length : one.articles.length;
    if (articles) rows.push([one, articles]);
  }
  rows.sort(([a, n], [b, m]) => m - n || b.quotes.length - a.quotes.length || a.number - b.number);
  return pagedList(rows, ([one, n]) => link({ thing: one.number }, {
    class: "name-row", "aria-current": String(one.number) === state.thing ? "true" : null,
  }, h("span", { class: `dot ${one.label}`, title: say("labels", one.label) }), h("span", { class: "grow" }, one.name,
    one.posts.length && one.label === "PER" ? h("small", {}, mainPost(one)) : null), h("small", {}, count(n))), { class: "rows tight" });
}

// What a person mostly is, with a status other than holding the post; of equals the post held now.
function mainPost(one) {
  const [group] = grouped(one.posts, (post) => `${post.title.toLowerCase()}|${post.status}`)
    .sort((a, b) => b.length - a.length || (b[0].status === "current") - (a[0].status === "current"));
  const [[{ body_name: body }]] = grouped(group, (post) => post.body_name || "").sort((a, b) => b.length - a.length);
  const { title, status } = group[0];
  return [title, body].filter(Boolean).join(", ") + (status === "current" ? "" : ` (${t(status)})`);
}

function grouped(rows, key) {
  const groups = new Map();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) || []), row]);
  return [...groups.values()];
}

function thingDetail(one) {
  const articles = inMatch(state.q, one.articles.map((article) => ({ article }))).map((row) => row.article);
  const [posts, quotes, events] = [one.posts, one.quotes, one.events].map((rows) => inMatch(state.q, rows));
  const part = (key, rows, make) => rows.length ? h("section", { class: key }, h("h3", {}, t(key), " ", h("small", {}, count(rows.length))), make()) : null;
  return h("div", { class: "detail" },
    link({ thing: "" }, { class: "back" }, "← ", t("back")),
    h("p", { class: "kicker" }, h("span", { class: `dot ${one.label}` }), say("labels", one.label)),
    h("h2", { id: "thing-title", tabindex: "-1" }, one.name),
    h("p", { class: "source" }, [counted(articles.length, "n_articles"), counted(quotes.length, "n_quotes"), counted(events.length, "n_events")].join(" · ")),
    one.others.length ? h("p", { class: "source" }, t("also"), ": ", one.others.slice(0, 8).join("; ")) : null,
    h("p", { class: "source note" }, t("by_name")),
    alike(one),
    part("posts", posts, () => postTable(one, posts)),
    part("quotes", quotes, () => pagedList(quotes, (quote) => quoteRow(quote, false))),
    part("events", events, () => pagedList(byDay(events), (event, i, before) => eventRow(event, before))),
    company(one, articles),
    part("articles", articles, () => pagedList(articles, articleRow)));
}

// Names that hold all words of this one, or the other way round: perhaps the same, for the reader to judge.
function alike(one) {
  const words = searchWords(one.name);
  const near = THINGS.filter((other) => {
    if (other === one || other.label !== one.label || one.region || other.region) return false;
    const theirs = searchWords(other.name);
    const [few, many] = words.length < theirs.length ? [words, theirs] : [theirs, words];
    return few.length < many.length && few.every((word) => many.includes(word));
  });
  if (!near.length || one.label !== "PER") return null;
  return h("p", { class: "source" }, t("alike"), ": ", near.slice(0, 8).flatMap((other, i) => [i ? ", " : "", thingLink(other.number)]));
}

const byDay = (events) => [...events].sort((a, b) => (b.day || "").localeCompare(a.day || ""));

// Posts of the same words are one row, with the first and last day they were seen.
function postTable(one, posts) {
  const person = one.label === "PER";
  const same = (post) => [post.title, post.body_name, post.status, person ? "" : post.person].join("|").toLowerCase();
  const seen = (group) => group.map((p) => p.article.published?.slice(0, 10)).filter(Boolean).sort();
  const list = grouped(posts, same).sort((a, b) => b.length - a.length);
  return h("div", { class: "scroll" }, h("table", {},
    h("thead", {}, h("tr", {}, [person ? null : "held_by", "post", "body", "status", "seen", "n_articles"].filter(Boolean).map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, list.map((group) => {
      const [post] = group, days = seen(group);
      return h("tr", {}, person ? null : h("td", {}, post.person >= 0 ? thingLink(post.person) : ""),
        h("td", {}, link(evidence(post), {}, post.title)),
        h("td", {}, post.body >= 0 && person ? thingLink(post.body, { title: post.body_name }) : post.body_name || "–"),
        h("td", {}, h("span", { class: `mark ${post.status}` }, t(post.status))),
        h("td", { class: "nowrap" }, days.length ? dayName(days[0]) + (days.at(-1) !== days[0] ? ` – ${dayName(days.at(-1))}` : "") : "–"),
        h("td", { class: "n" }, count(new Set(group.map((p) => p.article)).size)));
    }))));
}

function company(one, articles) {
  const counts = new Map();
  for (const article of articles.slice(0, 500)) {
    for (const [other] of article.mentions) if (other !== one.number && ["PER", "ORG"].includes(THINGS[other].label)) counts.set(other, (counts.get(other) || 0) + 1);
  }
  const best = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 14);
  if (!best.length) return null;
  return h("section", { class: "company" }, h("h3", {}, t("seen_with")),
    h("p", { class: "chips" }, best.map(([other, n]) => link(toThing(other), { class: "chip" }, h("span", { class: `dot ${THINGS[other].label}` }), THINGS[other].name, h("small", {}, count(n))))));
}
