// The frame of the page, keys, and what is drawn again when the state changes.

const VIEW = { timeline: timelineView, things: thingsView, network: networkView, regions: regionsView, articles: articlesView };
const app = document.getElementById("app");
const pane = h("section", { class: "reader", role: "region", "aria-labelledby": "reader-title", hidden: true });
const stage = h("main", { id: "content", tabindex: "-1" });
let drawn = "", read_ = "", tabs = null, searchField = null, tally = null;

function frame() {
  searchField = h("input", {
    type: "search", class: "field", id: "search", placeholder: `${t("search")}  ( / )`, "aria-label": t("search"), value: state.q,
    oninput: (event) => later(() => go({ q: event.target.value }, true)),
  });
  tally = h("p", { class: "tally", "aria-live": "polite" });
  tabs = h("nav", { class: "tabs", "aria-label": t("views") }, VIEWS.map((view) => link({ view }, { "data-view": view }, t(view))));
  fill(app,
    h("a", { class: "skip", href: "#content", onclick: (event) => { event.preventDefault(); stage.focus(); } }, t("skip")),
    h("header", { class: "top" },
      h("h1", {}, app.dataset.title), tally, h("div", { class: "search" }, searchField),
      h("div", { class: "switches" },
        h("button", { type: "button", id: "language", onclick: switchLanguage, lang: language === "id" ? "en" : "id", title: t("language") }, language === "id" ? "EN" : "ID"),
        h("button", { type: "button", id: "theme", "aria-label": t("theme"), title: t("theme"), onclick: switchTheme }, "◐"))),
    tabs, h("div", { class: "stage" }, stage, pane), h("footer", {}, t("made_by")), announcer);
}

let timer = 0;
function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, 140);
}

// Redraws what changed: the view by all but the article, the reader by the article and the place.
function draw(now, again) {
  const { article, at, ...rest } = now;
  const viewKey = JSON.stringify(rest), readKey = `${article} ${at}`;
  if (viewKey !== drawn) drawView(now, drawn && JSON.parse(drawn));
  drawn = viewKey;
  if (readKey !== read_ || again) showReader(pane, app);
  read_ = readKey;
}

function drawView(now, before) {
  const active = document.activeElement, key = focusKey(active), at = active?.selectionStart;
  const sides = [...stage.querySelectorAll(".side")].map((side) => [side.open, side.scrollTop]);
  const same = before && before.view === now.view;
  for (const tab of tabs.children) tab.dataset.view === now.view ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current");
  const tab = tabs.querySelector("[aria-current]");
  tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;  // a phone shows three of the five
  fill(stage, VIEW[now.view]());
  if (same) [...stage.querySelectorAll(".side")].forEach((side, i) => {
    if (!sides[i]) return;
    if (side.tagName === "DETAILS") side.open = sides[i][0];
    side.scrollTop = sides[i][1];
  });
  if (searchField.value !== now.q && active !== searchField) searchField.value = now.q;
  const { articles } = matching(now.q);
  fill(tally, now.q ? `${count(articles.length)} ${t("of")} ` : "", counted(ARTICLES.length, "n_articles"));
  const again = key && stage.querySelector(key);
  if (again) {
    again.focus({ preventScroll: true });
    if (again.type === "search") again.setSelectionRange(at, at);
  } else if (before && (!same || (now.thing !== before.thing && now.view === "things"))) {
    scrollTo(0, 0);
    if (now.thing !== before.thing) stage.querySelector("#thing-title")?.focus({ preventScroll: true });
  }
}

// How to find a control again after its view was drawn anew.
function focusKey(node) {
  if (!node || !stage.contains(node)) return null;
  if (node.id) return `#${CSS.escape(node.id)}`;
  const name = ["data-type", "data-fact", "data-tie", "data-day", "data-thing", "data-region", "data-value"].find((one) => node.hasAttribute(one));
  return name ? `[${name}="${CSS.escape(node.getAttribute(name))}"]` : null;
}

function switchLanguage() {
  language = language === "id" ? "en" : "id";
  kept.set("language", language);
  redrawAll();
  document.getElementById("language").focus();
}

function redrawAll() {
  document.documentElement.lang = language;
  frame();
  drawn = read_ = "";
  draw(state, false);
}

function switchTheme() {
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  setTheme(dark ? "light" : "dark");
  kept.set("theme", dark ? "light" : "dark");
}

function setTheme(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !typing) {
    event.preventDefault();
    searchField.focus();
  } else if (event.key === "Escape" && state.article !== "") {
    event.preventDefault();
    closeReader();
  }
});

setTheme(kept.get("theme"));
listener = draw;
redrawAll();
