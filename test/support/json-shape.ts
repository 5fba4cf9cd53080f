/** What kinds of value are found where in some JSON values: their keys and types, without the values. */
export interface Shape {
  readonly kinds: Set<string>;
  readonly keys: Map<string, Shape>;
  /** Keys that every object there had. */
  always: Set<string> | null;
  items: Shape | null;
}

function emptyShape(): Shape {
  return { kinds: new Set(), keys: new Map(), always: null, items: null };
}

/** The shape that covers all `examples`. Objects at `maps` (by path, `*` for any key) have free keys. */
export function shapeOf(examples: readonly unknown[], maps: readonly string[]): Shape {
  const shape = emptyShape();
  for (const example of examples) learn(shape, example, '', maps);
  return shape;
}

function learn(shape: Shape, value: unknown, path: string, maps: readonly string[]): void {
  if (value === null || typeof value !== 'object') {
    shape.kinds.add(value === null ? 'null' : typeof value);
    return;
  }
  if (Array.isArray(value)) {
    shape.kinds.add('array');
    for (const item of value) {
      shape.items ??= emptyShape();
      learn(shape.items, item, `${path}[]`, maps);
    }
    return;
  }
  shape.kinds.add('object');
  const free = maps.includes(path);
  const entries = Object.entries(value);
  for (const [name, child] of entries) {
    const key = free ? '*' : name;
    const known = shape.keys.get(key) ?? emptyShape();
    shape.keys.set(key, known);
    learn(known, child, path === '' ? key : `${path}.${key}`, maps);
  }
  if (free) return;
  const names = new Set(entries.map(([name]) => name));
  shape.always = shape.always ? new Set([...shape.always].filter((name) => names.has(name))) : names;
}

/** What `own` has that `real` never had, and, if `whole`, what `real` always had and `own` lacks; one line each. */
export function differences(own: Shape, real: Shape, whole: boolean, path = ''): string[] {
  const found: string[] = [];
  const at = path === '' ? '(top)' : path;
  for (const kind of own.kinds) {
    if (!real.kinds.has(kind)) found.push(`${at}: ${kind} here, ${[...real.kinds].join(' or ') || 'nothing'} there`);
  }
  for (const [key, shape] of own.keys) {
    const child = path === '' ? key : `${path}.${key}`;
    const counterpart = real.keys.get(key);
    if (counterpart) found.push(...differences(shape, counterpart, whole, child));
    // An object that was always empty there tells nothing of what may be in it.
    else if (real.keys.size > 0 || !real.kinds.has('object')) found.push(`${child}: not there`);
  }
  if (whole) {
    for (const key of real.always ?? []) {
      if (own.kinds.has('object') && !own.keys.has(key)) found.push(`${path === '' ? key : `${path}.${key}`}: missing here`);
    }
  }
  if (own.items && real.items) found.push(...differences(own.items, real.items, whole, `${path}[]`));
  return found;
}
