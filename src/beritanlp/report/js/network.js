// Who met, praised, arrested or followed whom: a drawing, and the same ties as a list.

const MUTUAL = new Set(["met", "agreed"]);
let zoom = 1;

function networkView() {
  const kinds = chosenSet(state.ties);
  const ties = inMatch(state.q, TIES).filter((tie) => kinds.has(tie.kind));
  const graph = buildGraph(ties, Number(state.nodes) || 60);
  const one = state.thing === "" ? null : graph.byThing.get(Number(state.thing));
  return h("div", { class: "split wide-side" },
    h("div", { class: "main" }, tieFilter(kinds),
      graph.nodes.length ? drawing(graph, one) : h("p", { class: "empty" }, t("nothing"))),
    h("div", { class: "side tie-list" }, tiePanel(graph, one)));
}

function tieFilter(kinds) {
  const counts = new Map();
  for (const tie of inMatch(state.q, TIES)) counts.set(tie.kind, (counts.get(tie.kind) || 0) + 1);
  return h("div", { class: "bar" },
    h("fieldset", { class: "inline" }, h("legend", { class: "unseen" }, t("tie_kinds")), Object.keys(TEXTS.ties).map((kind) => h("label", { class: `check k-${kind}` },
      h("input", {
        type: "checkbox", "data-tie": kind, checked: kinds.has(kind),
        onchange: () => { kinds.has(kind) ? kinds.delete(kind) : kinds.add(kind); go({ ties: [...kinds].join(",") || "-" }); },
      }), h("span", {}, say("ties", kind)), h("small", {}, count(counts.get(kind) || 0))))),
    h("label", { class: "day" }, h("span", {}, t("nodes")), h("select", { onchange: (event) => go({ nodes: event.target.value }) },
      ["30", "60", "120", "200"].map((n) => h("option", { value: n, selected: n === state.nodes }, n)))));
}

// Ties of a kind and pair are one line; the nodes with most ties stay, in order of their weight.
function buildGraph(ties, most) {
  const pairs = new Map(), weights = new Map();
  for (const tie of ties) {
    const key = `${tie.kind} ${tie.source} ${tie.target}`;
    if (!pairs.has(key)) pairs.set(key, { kind: tie.kind, source: tie.source, target: tie.target, ties: [] });
    pairs.get(key).ties.push(tie);
    for (const end of [tie.source, tie.target]) weights.set(end, (weights.get(end) || 0) + 1);
  }
  const best = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
  const byThing = new Map();
  const nodes = best.map(([number, weight]) => {
    const node = { number, weight, x: 0, y: 0, dx: 0, dy: 0, half: Math.max(16, shortName(number).length * LETTER / 2) };
    byThing.set(number, node);
    return node;
  });
  const lines = [...pairs.values()].filter((p) => byThing.has(p.source) && byThing.has(p.target)).sort((a, b) => b.ties.length - a.ties.length);
  const tied = nodes.filter((n) => lines.some((p) => p.source === n.number || p.target === n.number));
  const size = arrange(tied, lines.map((p) => ({ a: byThing.get(p.source), b: byThing.get(p.target), weight: p.ties.length })), roomBeside());
  return { nodes: tied, size, lines, byThing, pairs: [...pairs.values()].sort((a, b) => b.ties.length - a.ties.length) };
}

// The width of the drawing's place, before it stands there: beside the list, or above it.
function roomBeside() {
  const below = state.article !== "" || matchMedia("(max-width: 60rem)").matches;
  return Math.max(300, stage.clientWidth - 40 - (below ? 0 : 432));
}

const LETTER = 7.4, MOST_LETTERS = 26;  // pixels of a letter, and how many of a name are shown
const shortName = (number) => {
  const { name } = thing(number);
  return name.length > MOST_LETTERS ? name.slice(0, MOST_LETTERS - 1) + "…" : name;
};

function drawing(graph, one) {
  const near = new Set(one ? [one.number] : []);
  if (one) for (const p of graph.lines) if (p.source === one.number || p.target === one.number) near.add(p.source), near.add(p.target);
  const dim = (...ends) => (one && !ends.includes(one.number) && !(ends.length === 1 && near.has(ends[0])) ? " dim" : "");
  const [wide, high] = graph.size;
  // a unit is a pixel, so that names can be read; the zoom changes the places, not the letters
  const sized = () => ({ width: `${(wide * zoom).toFixed(0)}px`, "--zoom": zoom.toFixed(2) });
  const svg = h("svg", { viewBox: `0 0 ${wide.toFixed(0)} ${high.toFixed(0)}`, style: sized(), role: "group", "aria-label": t("graph") },
    h("defs", {}, Object.keys(TEXTS.ties).map((kind) => h("marker", { id: `arrow-${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
      h("path", { d: "M0 0L8 4L0 8z", class: `k-${kind}` })))),
    graph.lines.map((p) => tieLine(p, graph, dim(p.source, p.target))),
    graph.nodes.map((node) => nodeMark(node, dim(node.number))));
  const resize = (factor) => {
    zoom = Math.min(3, Math.max(0.4, zoom * factor));
    for (const [key, value] of Object.entries(sized())) svg.style.setProperty(key, value);
  };
  return h("div", { class: "graph" }, h("div", { class: "canvas" }, svg),
    h("div", { class: "zoom" }, h("button", { type: "button", class: "icon", "aria-label": t("zoom_in"), onclick: () => resize(1.3) }, "+"),
      h("button", { type: "button", class: "icon", "aria-label": t("zoom_out"), onclick: () => resize(1 / 1.3) }, "−")));
}

const radius = (node) => Math.min(14, 4 + Math.sqrt(node.weight) * 1.6);

function tieLine(pair, graph, dim) {
  const [a, b] = [graph.byThing.get(pair.source), graph.byThing.get(pair.target)];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1, [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const arrow = !MUTUAL.has(pair.kind), gap = radius(b) + (arrow ? 2 : 0);
  return h("line", {
    x1: (a.x + ux * radius(a)).toFixed(1), y1: (a.y + uy * radius(a)).toFixed(1), x2: (b.x - ux * gap).toFixed(1), y2: (b.y - uy * gap).toFixed(1),
    class: `tie k-${pair.kind}${dim}`, "stroke-width": (1.2 + Math.log2(pair.ties.length) * 0.9).toFixed(1), "marker-end": arrow ? `url(#arrow-${pair.kind})` : null,
  }, h("title", {}, `${thing(pair.source).name} ${say("ties", pair.kind)} ${thing(pair.target).name}`));
}

function nodeMark(node, dim) {
  const { name, label } = thing(node.number), chosen = String(node.number) === state.thing;
  const choose = () => go({ thing: chosen ? "" : node.number });
  return h("g", {
    class: `node ${label}${dim}${chosen ? " chosen" : ""}`, transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`, tabindex: "0", role: "button",
    "aria-pressed": String(chosen), "aria-label": `${name}, ${counted(node.weight, "n_ties")}`, onclick: choose, "data-thing": node.number,
    onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") event.preventDefault(), choose(); },
  }, h("circle", { r: radius(node).toFixed(1) }), h("text", { y: (radius(node) + 2).toFixed(1), "text-anchor": "middle" }, shortName(node.number)), h("title", {}, name));
}

function tiePanel(graph, one) {
  const pairs = one ? graph.pairs.filter((p) => p.source === one.number || p.target === one.number) : graph.pairs;
  return [
    one ? h("h2", {}, thingLink(one.number)) : h("h2", { class: "total" }, counted(pairs.length, "n_ties")),
    one ? link({ thing: "" }, { class: "text-button" }, "× ", t("all")) : h("p", { class: "source note" }, t("choose_node")),
    pagedList(pairs, (pair) => h("div", { class: `tie-row k-${pair.kind}` },
      h("p", {}, thingLink(pair.source), " ", h("span", { class: "verb" }, say("ties", pair.kind)), " ", thingLink(pair.target)),
      pair.ties.slice(0, 3).map((tie) => h("p", { class: "small" }, snippet(tie))),
      pair.ties.length > 3 ? h("p", { class: "source" }, `+ ${count(pair.ties.length - 3)}`) : null), { class: "rows tight" }),
  ];
}
