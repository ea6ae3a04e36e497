// Where the reader is: one object, mirrored in the address, so that back and links work.

const DEFAULTS = {
  view: "timeline", q: "", types: "", facts: "", from: "", to: "", order: "new",
  thing: "", kind: "all", name: "", ties: "met,praised,criticised,arrested,accused,appointed,succeeded,agreed",
  nodes: "60", region: "", by: "events", article: "", at: "",
};
let state = read();
let listener = () => {};

function read() {
  const [view, query] = location.hash.slice(1).split("?");
  const params = new URLSearchParams(query || "");
  const found = { ...DEFAULTS };
  for (const key of Object.keys(DEFAULTS)) if (params.has(key)) found[key] = params.get(key);
  found.view = VIEWS.includes(view) ? view : DEFAULTS.view;
  return found;
}

function address(next) {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(next)) {
    if (key !== "view" && value !== DEFAULTS[key]) params.set(key, value);
  }
  const query = params.toString();
  return `#${next.view}${query ? "?" + query : ""}`;
}

// Go to the state with these changes; typing replaces the entry in the history, a step adds one.
function go(change, replace) {
  const next = { ...state };
  for (const [key, value] of Object.entries(change)) next[key] = String(value);
  if (address(next) === address(state)) return listener(state, true);
  history[replace ? "replaceState" : "pushState"](null, "", address(next));
  state = next;
  listener(state, false);
}

// A link to the state with these changes, counted from the state at the time of the click.
function link(change, props, ...children) {
  return h("a", {
    ...props,
    href: address({ ...state, ...Object.fromEntries(Object.entries(change).map(([k, v]) => [k, String(v)])) }),
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(change);
    },
  }, ...children);
}

const evidence = (row) => ({ article: row.article.number, at: `${row.start}-${row.end}` });
const toThing = (number) => ({ view: "things", thing: number, kind: "all", name: "" });
const chosenSet = (text) => new Set(text.split(",").filter(Boolean));

addEventListener("popstate", () => {
  state = read();
  listener(state, false);
});
