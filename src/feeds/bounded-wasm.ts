/** Memory of WebAssembly is counted in pages of 64 KiB. */
const pageBytes = 65_536
const headerBytes = 8
const memorySection = 5
const hasMaximum = 1

/**
 * A copy of a WebAssembly module that may take no more than `mostBytes` of memory. Its memory is outside the heap that Node's `resourceLimits` bound;
 * its own maximum is kept by the engine. Throws where the module does not declare one.
 */
export function boundedWasm(module: Uint8Array, mostBytes: number): Uint8Array<ArrayBuffer> {
  const bounded = new Uint8Array(module)
  for (let at = headerBytes; at < bounded.length;) {
    const id = bounded[at]
    const size = numberAt(bounded, at + 1)
    if (id === memorySection) {
      // One memory: its flags, its least and its greatest size.
      const flags = size.end + 1
      const least = numberAt(bounded, flags + 1)
      const most = numberAt(bounded, least.end)
      const wanted = Math.floor(mostBytes / pageBytes)
      if (((bounded[flags] ?? 0) & hasMaximum) === 0 || wanted < least.value || wanted > most.value) break
      write(bounded, least.end, most.end, wanted)
      return bounded
    }
    at = size.end + size.value
  }
  throw new Error(
    `expected a WebAssembly module with a maximum of memory above ${mostBytes} bytes, and a minimum below`,
  )
}

/** Numbers are LEB128: seven bits a byte, the lowest first, and the eighth says that more follow. */
function numberAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0
  for (let at = start, scale = 1; at < bytes.length; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, end: at + 1 }
  }
  return { value, end: bytes.length }
}

/** In as many bytes as the number before had, so that nothing else moves. */
function write(bytes: Uint8Array, start: number, end: number, value: number): void {
  let rest = value
  for (let at = start; at < end; at += 1) {
    bytes[at] = (rest & 0x7f) | (at < end - 1 ? 0x80 : 0)
    rest = Math.floor(rest / 128)
  }
}
