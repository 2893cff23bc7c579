/**
 * Digests of one window: what has no room in the first makes a second, `daily-2026-03-29-0700Z-2`, and so on. Windows themselves end with a time or,
 * where they are immediate, with the number up to which they tell.
 */
export const copyOf = (window: string, copy: number): string => (copy === 1 ? window : `${window}-${copy}`)

/** The window that a digest is of, and which of its digests it is. */
export function readCopy(name: string): { window: string; copy: number } {
  const [, window, copy] = /^(.*(?:Z|immediate-\d+))-(\d{1,4})$/.exec(name) ?? []
  return window === undefined ? { window: name, copy: 1 } : { window, copy: Number(copy) }
}
