/** True where one letter was added, lost, changed or swapped with its neighbour: the misprints that reports have. */
export function isOneSlip(printed: string, meant: string): boolean {
  if (Math.abs(printed.length - meant.length) > 1 || printed === meant) return printed === meant
  let at = 0
  while (printed[at] === meant[at]) at += 1
  const rest = (text: string, from: number) => text.slice(from)
  if (printed.length > meant.length) return rest(printed, at + 1) === rest(meant, at)
  if (printed.length < meant.length) return rest(printed, at) === rest(meant, at + 1)
  if (rest(printed, at + 1) === rest(meant, at + 1)) return true
  const isSwapped = printed[at] === meant[at + 1] && printed[at + 1] === meant[at]
  return isSwapped && rest(printed, at + 2) === rest(meant, at + 2)
}
