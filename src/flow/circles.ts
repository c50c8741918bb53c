type Edges<Node> = ReadonlyMap<Node, ReadonlySet<Node>>;

/** The circles of a graph: nodes that lead to each other, or one to itself. */
export function circlesIn<Node>(edges: Edges<Node>): readonly (readonly Node[])[] {
  return knotsIn([...edges.keys()], edges).filter(
    ([node, ...others]) => others.length > 0 || edges.get(node as Node)?.has(node as Node) === true,
  );
}

/** One node of each part of a graph that is never left and has no ending in it: the first of `nodes`. */
export function trapsIn<Node>(
  nodes: readonly Node[],
  edges: Edges<Node>,
  ending: ReadonlySet<Node>,
): readonly Node[] {
  return knotsIn(nodes, edges).flatMap((knot) => {
    const inside = new Set(knot);
    const isLeft = knot.some(
      (node) => ending.has(node) || [...(edges.get(node) ?? [])].some((next) => !inside.has(next)),
    );
    const first = nodes.find((node) => inside.has(node));
    return isLeft || first === undefined ? [] : [first];
  });
}

/** Strongly connected components, each met once (Tarjan 1972), without recursion: a flow may be long. */
function knotsIn<Node>(nodes: readonly Node[], edges: Edges<Node>): readonly (readonly Node[])[] {
  const numbers = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const waiting: Node[] = [];
  const isWaiting = new Set<Node>();
  const knots: Node[][] = [];
  const visits: { readonly node: Node; readonly ahead: Iterator<Node> }[] = [];

  const visit = (node: Node): void => {
    numbers.set(node, numbers.size);
    lowest.set(node, numbers.size - 1);
    waiting.push(node);
    isWaiting.add(node);
    visits.push({ node, ahead: (edges.get(node) ?? new Set<Node>()).values() });
  };
  const lower = (node: Node, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) as number, to));
  };

  for (const start of nodes) {
    if (!numbers.has(start)) visit(start);
    for (let top = visits.at(-1); top !== undefined; top = visits.at(-1)) {
      const next = top.ahead.next();
      if (next.done !== true) {
        if (!numbers.has(next.value)) visit(next.value);
        else if (isWaiting.has(next.value)) lower(top.node, numbers.get(next.value) as number);
        continue;
      }
      visits.pop();
      const below = visits.at(-1);
      if (below !== undefined) lower(below.node, lowest.get(top.node) as number);
      if (lowest.get(top.node) !== numbers.get(top.node)) continue;
      const knot = waiting.splice(waiting.indexOf(top.node));
      for (const node of knot) isWaiting.delete(node);
      knots.push(knot);
    }
  }
  return knots;
}
