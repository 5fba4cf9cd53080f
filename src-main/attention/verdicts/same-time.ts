/** A start's times by its event and by inspect differ by some milliseconds, and so do an end's by the engine, inspect and the kernel. */
export const sameStartMs = 2_000;
export const sameEndMs = 2_000;
