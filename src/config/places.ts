import type { Fault } from '../rules/fault.ts'
import { placesIn } from '../rules/places-in.ts'

/** A fault at the value that a path leads to in a YAML text, `['feeds', 2, 'id']`, or at the nearest thing around it that stands there. */
export function faultAt(file: string, text: string): (at: (string | number)[], message: string) => Fault {
  const placeOf = placesIn(file, text)
  return (at, message) => ({ ...placeOf(at), message })
}
