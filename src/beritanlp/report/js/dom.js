// Elements are made by h() alone: strings go in as text nodes, so that no article becomes markup.

const SVG = new Set(["svg", "g", "line", "circle", "text", "defs", "marker", "path", "title"]);

// h("p", {class: "a", onclick: f}, "text", child, [children], null)
function h(tag, props, ...children) {
  const spaced = SVG.has(tag);
  const node = spaced
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (key === "value" || key === "checked") node[key] = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

// Only web addresses may be followed: an article's "javascript:" stays text.
function safeUrl(url) {
  return /^https?:\/\//i.test(url || "") ? url : null;
}

// One of several: buttons that know which of them is pressed.
function choice(label, options, chosen, choose, extra) {
  return h("div", { class: `choice ${extra || ""}`, role: "group", "aria-label": label },
    options.map(([value, text]) => h("button", {
      type: "button", "data-value": value, "aria-pressed": String(value === chosen), onclick: () => choose(value),
    }, text)));
}

const announcer = h("div", { class: "unseen", role: "status", "aria-live": "polite" });
function announce(text) {
  announcer.textContent = text;
}
