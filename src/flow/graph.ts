type Edges<Node> = ReadonlyMap<Node, ReadonlySet<Node>>;

/** The circles of a graph: nodes that lead to each other, or one to itself, in the order they were met. */
export function circlesIn<Node>(edges: Edges<Node>): readonly (readonly Node[])[] {
  const told = new Set<Node>();
  const circles: Node[][] = [];
  for (const node of edges.keys()) {
    if (told.has(node)) continue;
    const beyond = reachedFrom(node, edges);
    if (!beyond.has(node)) continue;
    const circle = [
      node,
      ...[...beyond].filter((one) => one !== node && reachedFrom(one, edges).has(node)),
    ];
    for (const one of circle) told.add(one);
    circles.push(circle);
  }
  return circles;
}

/** One node of each part of a graph that is never left and has no ending in it. */
export function trapsIn<Node>(
  nodes: readonly Node[],
  edges: Edges<Node>,
  ending: ReadonlySet<Node>,
): readonly Node[] {
  const saved = reachedFrom([...ending], backwards(edges));
  const lost = nodes.filter((node) => !saved.has(node) && !ending.has(node));
  const told = new Set<Node>();
  return lost.filter((node) => {
    const beyond = reachedFrom(node, edges);
    const isLast = [...beyond].every((one) => one === node || reachedFrom(one, edges).has(node));
    if (!isLast || told.has(node)) return false;
    for (const one of [node, ...beyond]) told.add(one);
    return true;
  });
}

function reachedFrom<Node>(from: Node | readonly Node[], edges: Edges<Node>): ReadonlySet<Node> {
  const reached = new Set<Node>();
  const open: Node[] = Array.isArray(from) ? [...(from as readonly Node[])] : [from as Node];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of edges.get(node) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  }
  return reached;
}

function backwards<Node>(edges: Edges<Node>): Edges<Node> {
  const turned = new Map<Node, Set<Node>>();
  for (const [from, tos] of edges) {
    for (const to of tos) turned.set(to, (turned.get(to) ?? new Set<Node>()).add(from));
  }
  return turned;
}
