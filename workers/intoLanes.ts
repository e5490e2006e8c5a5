/**
 * Divides items into lanes that can be worked on beside each other: items that have a name in common, be it by way of
 * others, share a lane. Within a lane they keep their order.
 */
export function intoLanes<Item>(items: Item[], namesOf: (item: Item) => string[]): Item[][] {
  const laneOf = new Map<string, Set<number>>();
  items.forEach((item, place) => {
    const names = namesOf(item);
    const lane = new Set([place]);
    for (const name of names) for (const other of laneOf.get(name) ?? []) lane.add(other);
    const touched = [...lane].flatMap((other) => namesOf(items[other] as Item));
    for (const name of [...names, ...touched]) laneOf.set(name, lane);
  });
  return [...new Set(laneOf.values())].map((lane) =>
    [...lane].sort((one, other) => one - other).map((place) => items[place] as Item),
  );
}
