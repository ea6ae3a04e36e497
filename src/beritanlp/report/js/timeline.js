// The timeline: events by day, a histogram to choose a stretch of time, filters by type.

const FACTS = ["actual", "planned", "possible", "alleged"];
const DAY = 86400000;

// Events that pass the filters; `skip` leaves one of them out, to count what it would let through.
function chosenEvents(skip) {
  const types = chosenSet(state.types), facts = chosenSet(state.facts);
  return inMatch(state.q, EVENTS).filter((v) =>
    (skip === "types" || !types.size || types.has(v.type) || types.has(v.group))
    && (!facts.size || facts.has(v.factuality))
    && (skip === "days" || ((!state.from || (v.day && v.day >= state.from)) && (!state.to || (v.day && v.day <= state.to)))));
}

function timelineView() {
  const events = chosenEvents();
  const rows = ordered(events);
  return h("div", { class: "split" },
    foldable(t("filters"), typeFilter(), factFilter()),
    h("div", { class: "main" }, histogram(chosenEvents("days")),
      h("div", { class: "bar" }, h("h2", { class: "total" }, counted(rows.length, "n_events")), dayFilter(),
        choice(t("timeline"), [["new", t("newest")], ["old", t("oldest")], ["ahead", t("ahead")]], state.order, (order) => go({ order }))),
      pagedList(rows, (v, i, before) => eventRow(v, before))));
}

const rising = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
EVENTS.sort((a, b) => (a.day && b.day ? rising(b, a) : Number(!a.day) - Number(!b.day)));  // once, not at each filter
const LAST_DAY = ARTICLES.reduce((last, a) => ((a.published || "") > last ? a.published.slice(0, 10) : last), "") || "9999";

// Newest first begins at the last publication: what lies ahead of it follows, and has an order of its own.
function ordered(events) {
  const past = events.filter((v) => v.day && v.day <= LAST_DAY);
  const ahead = events.filter((v) => v.day > LAST_DAY).sort(rising);
  if (state.order === "ahead") return ahead;
  const undated = events.filter((v) => !v.day);
  if (state.order === "old") return [...past.sort(rising), ...ahead, ...undated];
  return [...past, ...ahead, ...undated];
}

// Filters stand at the side of a wide page, and fold away on a phone.
function foldable(label, ...children) {
  const wide = matchMedia("(min-width: 60rem)").matches;
  return h("details", { class: "side", open: wide }, h("summary", {}, label), ...children);
}

function typeFilter() {
  const chosen = chosenSet(state.types), counts = new Map();
  for (const v of chosenEvents("types")) {
    counts.set(v.type, (counts.get(v.type) || 0) + 1);
    counts.set(v.group, (counts.get(v.group) || 0) + 1);
  }
  const box = (key, text, kind) => h("label", { class: `check ${kind}` },
    h("input", { type: "checkbox", "data-type": key, checked: chosen.has(key) || chosen.has(key.split(".")[0]), onchange: () => toggleType(key) }),
    h("span", {}, text), h("small", {}, count(counts.get(key) || 0)));
  const groups = Object.keys(TEXTS.groups).filter((group) => counts.get(group) || chosen.has(group));
  return h("fieldset", { class: "types" }, h("legend", {}, t("event_types")), groups.map((group) => {
    const types = Object.keys(TEXTS.types).filter((type) => type.startsWith(`${group}.`) && (counts.get(type) || chosen.has(type)));
    const inner = types.length > 1 ? types.map((type) => box(type, typeName(type), "type-one")) : [];
    return [box(group, say("groups", group), `group g-${group}`), inner];
  }));
}

// A group stands for all its types: taking one out of a chosen group leaves the others.
function toggleType(key) {
  const chosen = chosenSet(state.types), [group] = key.split(".");
  const siblings = Object.keys(TEXTS.types).filter((type) => type.startsWith(`${group}.`));
  if (chosen.has(key)) chosen.delete(key);
  else if (key !== group && chosen.has(group)) {
    chosen.delete(group);
    siblings.filter((type) => type !== key).forEach((type) => chosen.add(type));
  } else {
    if (key === group) siblings.forEach((type) => chosen.delete(type));
    chosen.add(key);
  }
  go({ types: [...chosen].join(",") });
}

function factFilter() {
  const chosen = chosenSet(state.facts);
  return h("fieldset", {}, h("legend", {}, t("status")), FACTS.map((fact) => h("label", { class: "check" },
    h("input", {
      type: "checkbox", "data-fact": fact, checked: chosen.has(fact),
      onchange: () => { chosen.has(fact) ? chosen.delete(fact) : chosen.add(fact); go({ facts: [...chosen].join(",") }); },
    }), h("span", {}, t(fact)))));
}

function dayFilter() {
  const field = (key) => h("label", { class: "day" }, h("span", {}, t(key)),
    h("input", { type: "date", value: state[key], "data-day": key, onchange: (event) => go({ [key]: event.target.value }) }));
  return h("div", { class: "days" }, field("from"), field("to"),
    state.from || state.to ? h("button", { type: "button", class: "text-button", onclick: () => go({ from: "", to: "" }) }, "× ", t("all")) : null);
}

// Bars of equal time between the outer hundredths; what lies far off stands in the list alone.
function histogram(events) {
  const days = events.map((v) => v.day).filter(Boolean).sort();
  if (!days.length) return null;
  const number = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;
  const low = number(days[Math.floor(days.length * 0.01)]), high = number(days[Math.ceil(days.length * 0.99) - 1]);
  const most = matchMedia("(min-width: 60rem)").matches ? 200 : 62;
  const [key] = [["per_day", 1], ["per_week", 7], ["per_month", 30.4375], ["per_year", 365.25]]
    .find(([, size]) => (high - low) / size <= most) || ["per_year", 365.25];
  const bins = makeBins(key, low, high);
  let place = 0;
  for (const day of days) {
    if (day < bins[0].from || day > bins.at(-1).to) continue;
    while (day > bins[place].to) place++;
    bins[place].events++;
  }
  return drawBars(bins, t(key));
}

function makeBins(key, low, high) {
  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);
  const first = new Date(low * DAY), bins = [];
  if (key === "per_week") first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7));
  if (key === "per_month") first.setUTCDate(1);
  if (key === "per_year") first.setUTCMonth(0, 1);
  while (first <= high * DAY) {
    const next = new Date(first);
    if (key === "per_month") next.setUTCMonth(next.getUTCMonth() + 1);
    else if (key === "per_year") next.setUTCFullYear(next.getUTCFullYear() + 1);
    else next.setUTCDate(next.getUTCDate() + (key === "per_week" ? 7 : 1));
    bins.push({ from: iso(first), to: iso(next - DAY), events: 0 });
    first.setTime(next);
  }
  return bins;
}

function drawBars(bins, label) {
  const most = Math.max(1, ...bins.map((bin) => bin.events));
  const inside = (bin) => (!state.from || bin.to >= state.from) && (!state.to || bin.from <= state.to);
  const one = (bin) => state.from === bin.from && state.to === bin.to;
  const focus = Math.max(0, bins.findIndex(one));
  const named = (bin) => `${span(bin)}: ${counted(bin.events, "n_events")}`;
  const bars = bins.map((bin, i) => h("button", {
    type: "button", class: `hbar${inside(bin) ? "" : " out"}`, tabindex: i === focus ? "0" : "-1", "aria-pressed": String(one(bin)),
    "aria-label": named(bin), title: named(bin),
    style: { "--h": bin.events / most }, onclick: () => go(one(bin) ? { from: "", to: "" } : { from: bin.from, to: bin.to }),
  }));
  const move = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -bins.length, End: bins.length }[event.key];
    const now = bars.indexOf(document.activeElement);
    if (!step || now < 0) return;
    event.preventDefault();
    bars[now].tabIndex = -1;
    const next = bars[Math.min(bars.length - 1, Math.max(0, now + step))];
    next.tabIndex = 0;
    next.focus();
  };
  return h("figure", { class: "histogram" }, h("figcaption", {}, label, h("small", {}, `max ${count(most)}`)),
    h("div", { class: "hbars", role: "group", "aria-label": label, onkeydown: move }, bars),
    h("div", { class: "haxis", "aria-hidden": "true" }, h("span", {}, dayName(bins[0].from)), h("span", {}, dayName(bins.at(-1).to))));
}
const span = (bin) => (bin.from === bin.to ? dayName(bin.from) : `${dayName(bin.from)} – ${dayName(bin.to)}`);
