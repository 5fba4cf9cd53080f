const nameLimit = 255;

/** `wanted`, or where somebody has it the first of `wanted-2`, `wanted-3` ... that nobody has. Pure. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const numbered = /^(.*[^-])-(\d{1,6})$/.exec(wanted);
  const base = numbered?.[1] ?? wanted;
  for (let number = Number(numbered?.[2] ?? 1) + 1; ; number++) {
    const ending = `-${number}`;
    const name = `${base.slice(0, nameLimit - ending.length)}${ending}`;
    if (!taken.has(name)) return name;
  }
}
