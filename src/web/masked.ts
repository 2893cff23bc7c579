/** Enough of an address for its owner to know it, and too little for whoever the link was passed on to: `a…@example.org`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address.slice(0, at)][0] ?? ''}…${address.slice(at)}`
}
