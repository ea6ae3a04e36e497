// Rows, a page at a time: thousands of records never stand in the page at once.

const PAGE = 40;

// A list that shows its next rows when its end comes into sight, or by its button.
function pagedList(rows, make, props) {
  const list = h("ol", { class: "rows", ...props });
  if (!rows.length) return h("p", { class: "empty" }, t("nothing"));
  const button = h("button", { type: "button", class: "more", onclick: () => show(true) });
  const box = h("div", { class: "paged" }, list, button);
  let shown = 0;
  function show(move) {
    const page = rows.slice(shown, shown + PAGE).map((row, i) => h("li", {}, make(row, shown + i, rows[shown + i - 1])));
    list.append(...page);
    shown += page.length;
    button.hidden = shown >= rows.length;
    fill(button, `${t("more")} · ${count(rows.length - shown)} ${t("left")}`);
    if (move && button.hidden) page[0]?.querySelector("a, button")?.focus();
  }
  show(false);
  const watcher = new IntersectionObserver((seen) => {
    if (!box.isConnected) watcher.disconnect();
    else if (seen.some((s) => s.isIntersecting) && !button.hidden) {
      show(false);
      watcher.unobserve(button);  // watched anew, so that an end still in sight is told again
      watcher.observe(button);
    }
  }, { rootMargin: "400px" });
  watcher.observe(button);
  return box;
}

// The sentence that a record stands in, as a link to its evidence.
function snippet(row, props) {
  const [before, word, after] = around(row.article.text, row.start, row.end);
  return link(evidence(row), { class: "snippet", ...props }, before, h("b", {}, word), after);
}

function source(article) {
  const parts = [article.source, article.published && dayName(article.published.slice(0, 10))].filter(Boolean);
  return h("p", { class: "source" },
    link({ article: article.number, at: "" }, { class: "quiet" }, titleOf(article)),
    parts.length ? ` · ${parts.join(" · ")}` : "");
}

const thingLink = (number, props) => link(toThing(number), { class: `name ${thing(number).label}`, ...props }, thing(number).name);

function eventArgs(event) {
  const byRole = new Map();
  for (const arg of event.args) {
    const text = arg.thing >= 0 ? thingLink(arg.thing) : arg.start >= 0 ? event.article.text.slice(arg.start, arg.end) : arg.text;
    byRole.set(arg.role, [...(byRole.get(arg.role) || []), text]);
  }
  if (event.place_text) byRole.set("@", [event.place >= 0 ? thingLink(event.place) : event.place_text]);
  if (!byRole.size) return null;
  return h("dl", { class: "args" }, [...byRole].map(([role, names]) => h("div", {},
    h("dt", {}, role === "@" ? t("places") : say("roles", role)),
    h("dd", {}, names.flatMap((name, i) => (i ? [", ", name] : [name]))))));
}

function eventMarks(event) {
  return [
    h("span", { class: `type g-${event.group}` }, typeName(event.type)),
    event.main ? h("span", { class: "mark main" }, t("main")) : null,
    event.factuality !== "actual" ? h("span", { class: `mark ${event.factuality}` }, t(event.factuality)) : null,
    event.negated ? h("span", { class: "mark negated" }, t("negated")) : null,
  ];
}

function eventRow(event, before) {
  const day = event.day ? dayName(event.day) : t("no_date");
  const time = event.time && /^\d{4}/.test(event.time) ? timeName(event.time) : day;
  const same = before && before.day === event.day && before.time === event.time;
  return h("article", { class: "event" },
    h("div", { class: `when${same ? " same" : ""}` }, h("time", { datetime: event.day }, time),
      event.day && !/^\d{4}/.test(event.time || "") ? h("small", {}, t("by_published")) : null),
    h("div", { class: "what" },
      h("p", { class: "marks" }, eventMarks(event)), h("p", {}, snippet(event)), eventArgs(event), source(event.article)));
}

function quoteRow(quote, withSpeaker) {
  const text = quote.article.text.slice(quote.start, quote.end);
  const speaker = quote.speaker >= 0 ? thingLink(quote.speaker) : quote.speaker_text;
  return h("article", { class: `quote ${quote.kind}` },
    h("blockquote", {}, link(evidence(quote), { class: "snippet" }, quote.kind === "direct" ? `“${text}”` : text)),
    h("p", { class: "source" }, withSpeaker && speaker ? ["— ", speaker, " "] : null,
      h("span", { class: "mark" }, t(quote.kind)), quote.cue ? ` ${quote.cue}` : "", withSpeaker ? null : [" · ", link({ article: quote.article.number, at: "" }, { class: "quiet" }, titleOf(quote.article))]));
}
