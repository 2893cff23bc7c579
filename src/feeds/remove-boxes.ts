/** Of an element of a document, what is asked here. */
export type PageElement = {
  getAttribute: (name: string) => string | null
  textContent: string | null
  remove: () => void
}

/** Classes and ids of what publishers put beside and into articles. */
const names =
  /(^|\s)(promo|related|read-?more|newsletter|comments?(?![a-z])|disqus|most-?(read|popular)|recommend|reader-?(views|comments)|outbrain|taboola)/i

/**
 * Takes boxes of other news, of advertisements for the site and of readers' comments out of a page, by their names and before it is scored, since what
 * is scored loses its names. Where they are half of the page's text or more, the names mean something else, and all stay.
 */
export function removeBoxes(elements: Iterable<PageElement>, body: PageElement): void {
  const boxes = [...elements].filter(
    (element) => names.test(element.getAttribute('class') ?? '') || names.test(element.getAttribute('id') ?? ''),
  )
  const length = boxes.reduce((sum, box) => sum + lengthOf(box), 0)
  if (length < lengthOf(body) / 2) for (const box of boxes) box.remove()
}

const lengthOf = ({ textContent }: PageElement): number => textContent?.length ?? 0
