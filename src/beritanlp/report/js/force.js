// A layout of a graph by forces: nodes push each other off, ties pull, all lean to the middle.
// Each connected part is laid out alone, fitted into the width, its labels moved off each other;
// the parts are then packed side by side. One unit is one pixel of the screen.

const ABOVE = 26, BELOW = 22;  // room for a circle above the first label, and for the last label
const LABEL_LINE = 34, LABEL_GAP = 6;  // a circle with its label below, and the least between labels
const LOOSE = 1.7;  // how much more room than its labels a part has
const COLUMN = 20;

// nodes: [{x, y, half, …}] get their places, `half` of a label's width on each side of them; ties:
// [{a, b, weight}] hold nodes; room: the width that is to be had. Gives [width, height].
function arrange(nodes, ties, room) {
  const parts = connected(nodes, ties).sort((a, b) => b.length - a.length);
  const boxes = parts.map((part) => {
    const inside = new Set(part);
    layout(part, ties.filter((tie) => inside.has(tie.a)));
    squeeze(part, room);
    part.sort((a, b) => a.y - b.y || a.x - b.x);
    for (let turn = 0; turn < 80 && spread(part); turn++);
    return frameOf(part);
  });
  boxes.sort((a, b) => b.height - a.height);
  return pack(boxes, Math.max(room, ...boxes.map((box) => box.width)));
}

function connected(nodes, ties) {
  const next = new Map(nodes.map((node) => [node, []]));
  for (const { a, b } of ties) next.get(a).push(b), next.get(b).push(a);
  for (const node of nodes) node.degree = new Set(next.get(node)).size;
  const seen = new Set(), parts = [];
  for (const node of nodes) {
    if (seen.has(node)) continue;
    const part = [node];
    seen.add(node);
    for (let i = 0; i < part.length; i++) for (const other of next.get(part[i])) if (!seen.has(other)) seen.add(other), part.push(other);
    parts.push(part);
  }
  return parts;
}

function layout(nodes, ties) {
  const golden = Math.PI * (3 - Math.sqrt(5)), ideal = 92;
  const lean = 0.012 * Math.max(1, nodes.length / 4);  // many together push each other far away
  nodes.forEach((node, i) => {  // a sunflower: the same places every time, none twice
    const r = Math.sqrt(i + 0.5) * ideal * 0.55;
    [node.x, node.y] = [Math.cos(i * golden) * r * 1.3, Math.sin(i * golden) * r];
  });
  const steps = nodes.length > 120 ? 180 : 320;
  for (let step = 0; step < steps; step++) {
    const heat = ideal * 0.3 * (1 - step / steps) ** 1.5 + 0.2;
    for (const node of nodes) [node.dx, node.dy] = [-node.x * lean, -node.y * lean * 1.6];
    repel(nodes, ideal);
    for (const { a, b, weight } of ties) attract(a, b, ideal, weight);
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1, move = Math.min(length, heat);
      node.x += (node.dx / length) * move;
      node.y += (node.dy / length) * move;
    }
  }
}

// Labels lie flat, so that two nodes side by side need more room than two above each other.
function repel(nodes, ideal) {
  for (let i = 0; i < nodes.length; i++) {
    for (let j = i + 1; j < nodes.length; j++) {
      const [p, q] = [nodes[i], nodes[j]];
      const dx = p.x - q.x || 0.1, dy = (p.y - q.y) * 1.45;
      const push = (ideal * ideal) / Math.max(dx * dx + dy * dy, 40);
      p.dx += dx * push, p.dy += dy * push, q.dx -= dx * push, q.dy -= dy * push;
    }
  }
}

function attract(p, q, ideal, weight) {
  const dx = p.x - q.x, dy = p.y - q.y, many = Math.sqrt(Math.min(p.degree, q.degree));
  const pull = ((Math.hypot(dx, dy) / ideal) * Math.min(2, 1 + Math.log(weight) / 3)) / many;
  p.dx -= dx * pull, p.dy -= dy * pull, q.dx += dx * pull, q.dy += dy * pull;
}

// Fit a part into the width, and into the height that its labels need there.
function squeeze(nodes, room) {
  const half = Math.max(...nodes.map((n) => n.half)), labels = nodes.reduce((sum, n) => sum + n.half * 2 + LABEL_GAP, 0);
  const wide = fit(nodes, "x", room - 2 * half);
  fit(nodes, "y", Math.max(90, (labels * LABEL_LINE * LOOSE) / (wide + half)));
}

// Shrink a part to a length in one direction; gives the length that it has then.
function fit(nodes, way, most) {
  const places = nodes.map((n) => n[way]), [low, high] = [Math.min(...places), Math.max(...places)];
  const share = Math.min(1, most / (high - low || 1));
  for (const node of nodes) node[way] = (node[way] - low) * share;
  return (high - low) * share;
}

// Move nodes apart, up and down, whose labels lie on each other; tells whether there were any.
function spread(nodes) {
  let moved = false;
  for (let i = 0; i < nodes.length; i++) {
    for (let j = i + 1; j < nodes.length; j++) {
      const [p, q] = [nodes[i], nodes[j]], gap = q.y - p.y;
      if (Math.abs(gap) >= LABEL_LINE || Math.abs(p.x - q.x) >= p.half + q.half + LABEL_GAP) continue;
      const push = (LABEL_LINE - Math.abs(gap)) / 2 + 0.5, sign = gap < 0 ? -1 : 1;
      p.y -= sign * push, q.y += sign * push;
      moved = true;
    }
  }
  return moved;
}

function frameOf(nodes) {
  const left = Math.min(...nodes.map((n) => n.x - n.half)), top = Math.min(...nodes.map((n) => n.y)) - ABOVE;
  const right = Math.max(...nodes.map((n) => n.x + n.half)), bottom = Math.max(...nodes.map((n) => n.y)) + BELOW;
  return { nodes, left, top, width: right - left + LABEL_GAP, height: bottom - top };
}

// Each part goes where it ends up highest, over columns that remember how far they are filled.
function pack(boxes, width) {
  const columns = new Array(Math.ceil(width / COLUMN)).fill(0);
  for (const box of boxes) {
    const span = Math.min(columns.length, Math.ceil(box.width / COLUMN));
    const top = (i) => Math.max(...columns.slice(i, i + span));
    let best = 0;
    for (let i = 1; i + span <= columns.length; i++) if (top(i) < top(best)) best = i;
    const y = top(best);
    for (const node of box.nodes) node.x += best * COLUMN - box.left, node.y += y - box.top;
    columns.fill(y + box.height, best, best + span);
  }
  return [columns.length * COLUMN, Math.max(...columns)];
}
