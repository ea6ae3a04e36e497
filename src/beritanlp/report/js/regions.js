// Provinces and regencies: a tile map and sorted bars; the events and articles of the chosen one.

// What counts for each region: events that happened there, or articles that name it.
function regionCounts() {
  const counts = new Map(), { set } = matching(state.q);
  const tally = (code, article) => {
    if (!code || (set && !set.has(article))) return;
    for (const part of code.length > 2 ? [code.slice(0, 2), code] : [code]) {
      if (!counts.has(part)) counts.set(part, state.by === "events" ? [] : new Set());
      state.by === "events" ? counts.get(part).push(article) : counts.get(part).add(article);
    }
  };
  if (state.by === "events") for (const v of EVENTS) tally(v.region, v.article);
  else for (const one of THINGS) if (one.region) for (const a of one.articles) tally(one.region, a);
  return new Map([...counts].map(([code, rows]) => [code, rows.length ?? rows.size]));
}

function regionsView() {
  const counts = regionCounts(), chosen = REGIONS.has(state.region) ? state.region : "";
  const provinces = [...REGIONS.keys()].filter((code) => code.length === 2 && counts.get(code));
  const byCount = (a, b) => counts.get(b) - counts.get(a) || a.localeCompare(b);
  const most = Math.max(1, ...provinces.map((code) => counts.get(code)));
  const inner = [...REGIONS.keys()].filter((code) => code.length > 2 && code.startsWith(chosen.slice(0, 2)) && counts.get(code)).sort(byCount);
  return h("div", { class: "split wide-side" },
    h("div", { class: "main" },
      h("div", { class: "bar" }, choice(t("measure"), [["events", t("by_events")], ["articles", t("by_articles")]], state.by, (by) => go({ by }))),
      tileMap(counts, most),
      h("ol", { class: "bars" }, provinces.sort(byCount).map((code) => h("li", {}, barRow(code, counts, most),
        chosen.startsWith(code) && inner.length ? h("ol", { class: "bars inner" }, inner.map((one) => h("li", {}, barRow(one, counts, most)))) : null)))),
    h("div", { class: "side region-list" }, chosen ? regionPanel(chosen) : h("p", { class: "empty" }, t("choose_region"))));
}

function barRow(code, counts, most) {
  const n = counts.get(code);
  return link({ region: state.region === code ? "" : code }, { class: "bar-row", "aria-current": state.region === code ? "true" : null, "data-region": code },
    h("span", { class: "code" }, code), h("span", { class: "label" }, REGIONS.get(code).name),
    h("span", { class: "track" }, h("span", { class: "fill", style: { "--w": n / most } })), h("span", { class: "n" }, count(n)));
}

const tint = (part) => 0.12 + 0.88 * Math.sqrt(part);

function tileMap(counts, most) {
  const tiles = Object.entries(TEXTS.tiles).map(([code, [column, row, short]]) => {
    const n = counts.get(code) || 0, name = `${REGIONS.get(code)?.name || code}: ${count(n)}`;
    return h("button", {
      type: "button", class: `tile${state.region.startsWith(code) ? " chosen" : ""}${n && tint(n / most) > 0.72 ? " strong" : n && tint(n / most) > 0.5 ? " middle" : ""}`, title: name, "aria-label": name, "aria-pressed": String(state.region.startsWith(code)),
      style: { "--c": column + 1, "--r": row + 1, "--w": n ? tint(n / most) : 0 }, onclick: () => go({ region: state.region === code ? "" : code }),
    }, h("span", { "aria-hidden": "true" }, short));
  });
  return h("div", { class: "tiles", role: "group", "aria-label": t("province_map") }, tiles);
}

function regionPanel(code) {
  const inside = (other) => other && (other === code || other.startsWith(`${code}.`));
  const events = byDay(inMatch(state.q, EVENTS.filter((v) => inside(v.region))));
  const { set } = matching(state.q);
  const named = new Set(THINGS.filter((one) => inside(one.region)).flatMap((one) => one.articles));
  const articles = [...named].filter((a) => !set || set.has(a));
  return [
    h("p", { class: "kicker" }, code), h("h2", {}, REGIONS.get(code).name),
    h("p", { class: "source" }, [counted(events.length, "n_events"), counted(articles.length, "n_articles")].join(" · ")),
    state.by === "events" ? pagedList(events, (event, i, before) => eventRow(event, before)) : pagedList(articles, articleRow),
  ];
}
