/** What has been opened so far, closed in reverse order; AsyncDisposableStack, which Node.js 20 does not have. */
export type Opened = AsyncDisposable & {
  use: <T extends AsyncDisposable>(resource: T) => T
  /** Hands all of it over to whoever calls the result. */
  move: () => () => Promise<void>
}

export function createOpened(): Opened {
  let open: AsyncDisposable[] = []
  const move = () => {
    const moved = open
    open = []
    return async () => {
      for (let last = moved.pop(); last !== undefined; last = moved.pop()) await last[Symbol.asyncDispose]()
    }
  }
  return {
    use(resource) {
      open.push(resource)
      return resource
    },
    move,
    [Symbol.asyncDispose]: () => move()(),
  }
}
