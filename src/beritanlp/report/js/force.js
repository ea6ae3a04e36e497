// A layout of a graph by forces: nodes push each other off, ties pull, all lean to the middle.
// Each connected part is laid out alone; the parts are then packed side by side.

const EDGE = [66, 26];  // room for a label at the sides of a part, and above it
const COLUMN = 20, NARROW = 700;

// nodes: [{x, y, …}] get their places; ties: [{a, b, weight}] hold nodes; room: the width that is to
// be had. Gives [width, height], the width more than there is room for only where a part needs it.
function arrange(nodes, ties, room) {
  const parts = connected(nodes, ties).sort((a, b) => b.length - a.length);
  const boxes = parts.map((part) => {
    const inside = new Set(part);
    layout(part, ties.filter((tie) => inside.has(tie.a)));
    return frameOf(part);
  });
  const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
  boxes.sort((a, b) => b.height - a.height);
  const wished = room < NARROW ? room : Math.max(NARROW, Math.sqrt(area * 1.7));
  return pack(boxes, Math.max(wished, ...boxes.map((box) => box.width)));
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
  const golden = Math.PI * (3 - Math.sqrt(5)), ideal = 112;
  nodes.forEach((node, i) => {  // a sunflower: the same places every time, none twice
    const r = Math.sqrt(i + 0.5) * ideal * 0.55;
    [node.x, node.y] = [Math.cos(i * golden) * r * 1.3, Math.sin(i * golden) * r];
  });
  const steps = nodes.length > 120 ? 180 : 320;
  for (let step = 0; step < steps; step++) {
    const heat = ideal * 0.3 * (1 - step / steps) ** 1.5 + 0.2;
    for (const node of nodes) [node.dx, node.dy] = [-node.x * 0.012, -node.y * 0.02];
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

function frameOf(nodes) {
  const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
  const [left, top] = [Math.min(...xs) - EDGE[0], Math.min(...ys) - EDGE[1]];
  return { nodes, left, top, width: Math.max(...xs) + EDGE[0] - left, height: Math.max(...ys) + EDGE[1] + 14 - top };
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
