// The article with its layers, and the mark on the evidence that the reader came for.

const LAYERS = ["names", "posts", "dates", "quotes", "events", "removed"];
const hiddenLayers = new Set();

// All coloured stretches of an article: {start, end, layer, kind, title, change}.
function stretches(article) {
  const found = [];
  const put = (start, end, layer, kind, title, change) => end > start && found.push({ start, end, layer, kind, title, change });
  for (const row of article.mentions) {
    const { thing: number, spans, pronouns } = decode.mention(row);
    const { label, name } = THINGS[number];
    const title = `${name} · ${say("labels", label)}`;
    for (let i = 0; i < spans.length; i += 2) put(spans[i], spans[i + 1], "names", label, title, toThing(number));
    for (let i = 0; i < pronouns.length; i += 2) put(pronouns[i], pronouns[i + 1], "names", `${label} pronoun`, title, toThing(number));
  }
  for (const p of article.posts) put(p.start, p.end, "posts", "post", [p.title, p.body_name].filter(Boolean).join(", "));
  for (const row of article.times) {
    const time = decode.time(row);
    put(time.start, time.end, "dates", "date", timeName(time.value));
  }
  for (const q of article.quotes) put(q.start, q.end, "quotes", `quote-${q.kind}`);
  for (const v of article.events) {
    for (let i = 0; i < v.spans.length; i += 2) put(v.spans[i], v.spans[i + 1], "events", `event g-${v.group}`, typeName(v.type));
  }
  for (const row of article.removed) {
    const { start, end } = decode.removed(row);
    put(start, end, "removed", "gone");
  }
  return found;
}

// The text as paragraphs; cut wherever a stretch begins or ends, so that layers may overlap.
function paint(article, at) {
  const all = stretches(article).filter((s) => !hiddenLayers.has(s.layer));
  const [from, to] = at;
  if (to > from) all.push({ start: from, end: to, layer: "evidence", kind: "evidence" });
  const { text } = article;
  const cuts = [...new Set([0, text.length, ...all.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) cuts.push(i, i + 1);
  const ordered = [...new Set(cuts)].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
  const starts = all.sort((a, b) => a.start - b.start);
  const box = h("div", { class: "text", lang: "id" });
  let paragraph = h("p"), next = 0, open = [];
  for (let i = 0; i + 1 < ordered.length; i++) {
    const [start, end] = [ordered[i], ordered[i + 1]];
    const piece = text.slice(start, end);
    while (next < starts.length && starts[next].start <= start) open.push(starts[next++]);
    open = open.filter((s) => s.end > start);
    if (piece === "\n") {
      if (paragraph.hasChildNodes()) box.append(paragraph);
      paragraph = h("p");
    } else paragraph.append(segment(piece, open, start === from));
  }
  if (paragraph.hasChildNodes()) box.append(paragraph);
  return box;
}

function segment(piece, open, first) {
  if (!open.length) return document.createTextNode(piece);
  const marked = open.some((s) => s.layer === "evidence");
  const title = open.map((s) => s.title).filter(Boolean).join(" — ");
  const change = open.find((s) => s.change)?.change;
  const props = { class: open.map((s) => s.kind).join(" "), title: title || null };
  const inside = change ? link(change, props, piece) : h("span", props, piece);
  if (!marked) return inside;
  return h("mark", first ? { id: "evidence", tabindex: "-1" } : {}, inside);
}

// The article's records beside its text, each a link to where it stands.
function recordSections(article) {
  const part = (key, rows, make) => rows.length && h("section", {},
    h("h3", {}, t(key), " ", h("small", {}, count(rows.length))), h("ul", {}, rows.map((row) => h("li", {}, make(row)))));
  const there = (row, ...children) => link({ at: `${row.start}-${row.end}` }, { class: "record" }, ...children);
  const times = article.times.map(decode.time);
  return h("aside", { class: "records", "aria-label": t("records") },
    part("events", article.events, (v) => [there(v, h("span", { class: "marks" }, eventMarks(v)), h("b", {}, article.text.slice(v.start, v.end)),
      v.time ? h("small", {}, timeName(v.time)) : null), eventArgs(v)]),
    part("posts", article.posts, (p) => there(p, h("b", {}, thing(p.person)?.name || t("unknown")), h("small", {}, [p.title, p.body_name].filter(Boolean).join(", "), p.status !== "current" ? ` (${t(p.status)})` : ""))),
    part("quotes", article.quotes, (q) => there(q, h("b", {}, thing(q.speaker)?.name || q.speaker_text || t("unknown")), h("small", { class: "clip" }, article.text.slice(q.start, q.end)))),
    part("dates", times, (d) => there(d, h("b", {}, article.text.slice(d.start, d.end)), h("small", {}, timeName(d.value), d.conflict ? ` (${t("conflict")})` : ""))));
}

function layerSwitches(redraw) {
  return h("fieldset", { class: "layers" }, h("legend", { class: "unseen" }, t("layers")), LAYERS.map((layer) => h("label", { class: `layer ${layer}` },
    h("input", {
      type: "checkbox", checked: !hiddenLayers.has(layer), "data-layer": layer,
      onchange: (event) => {
        if (event.target.checked) hiddenLayers.delete(layer);
        else hiddenLayers.add(layer);
        redraw();
      },
    }), h("span", {}, t(layer)))));
}

function readerView(article, at) {
  const holder = h("div", { class: "holder" });
  const redraw = () => fill(holder, paint(article, at));
  redraw();
  const url = safeUrl(article.url);
  const facts = [article.source, article.byline, article.published && timeName(article.published)].filter(Boolean);
  return [
    h("header", { class: "reader-head" },
      h("button", { type: "button", class: "icon close", "aria-label": t("close"), title: `${t("close")} (Esc)`, onclick: closeReader }, "×"),
      h("h2", { id: "reader-title", tabindex: "-1", lang: "id" }, titleOf(article)),
      h("p", { class: "source" }, facts.join(" · "), url ? [facts.length ? " · " : "", h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, t("original"), " ↗")] : null),
      layerSwitches(redraw)),
    h("div", { class: "reader-body" }, holder, recordSections(article)),
  ];
}

let opener = null;
function showReader(pane, app) {
  const article = ARTICLES[Number(state.article)];
  const open = state.article !== "" && article !== undefined;
  app.classList.toggle("reading", open);
  pane.hidden = !open;
  if (!open) {
    fill(pane);
    opener?.isConnected && opener.focus({ preventScroll: true });
    opener = null;
    return;
  }
  if (!pane.contains(document.activeElement)) opener = document.activeElement;
  const at = state.at.split("-").map(Number);
  fill(pane, readerView(article, at.length === 2 ? at : [0, 0]));
  pane.scrollTop = 0;
  const mark = pane.querySelector("#evidence");
  (mark || pane.querySelector("#reader-title")).focus({ preventScroll: true });
  if (!mark) return;
  mark.scrollIntoView({ block: "center" });
  announce(`${t("marked")}: ${mark.textContent}`);
}

function closeReader() {
  go({ article: "", at: "" });
}
