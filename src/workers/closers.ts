/** What has been opened so far: closed in reverse order if the rest cannot be, else when `keep`'s function is called, once. */
export function closers() {
  let open: (() => unknown)[] = []
  const closeAll = async (closing: (() => unknown)[]) => {
    for (const close of closing.reverse()) await close()
  }
  return {
    use<T extends AsyncDisposable>(resource: T): T {
      open.push(() => resource[Symbol.asyncDispose]())
      return resource
    },
    defer(close: () => unknown): void {
      open.push(close)
    },
    keep(): () => Promise<void> {
      const kept = open
      open = []
      let closed: Promise<void> | null = null
      return () => (closed ??= closeAll(kept))
    },
    [Symbol.asyncDispose]: () => closeAll(open),
  }
}
