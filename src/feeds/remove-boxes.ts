/** Of an element of a document, what is asked here. */
export type PageElement = {
  getAttribute: (name: string) => string | null
  textContent: string | null
  remove: () => void
}

/** Classes and ids of what publishers put beside and into articles. */
const names =
  /(^|\s)(promo|related|read-?more|newsletter|comments?|disqus|most-?(read|popular)|recommend|reader-?(views|comments)|outbrain|taboola)/i

/**
 * Takes boxes of other news, of advertisements for the site and of readers' comments out of a page, by their names and before it is scored, since what
 * is scored loses its names. A box with half of the page's text is the article, whatever it is called.
 */
export function removeBoxes(elements: Iterable<PageElement>, body: PageElement): void {
  const most = lengthOf(body) / 2
  for (const element of elements) {
    const isNamed = names.test(element.getAttribute('class') ?? '') || names.test(element.getAttribute('id') ?? '')
    if (isNamed && lengthOf(element) < most) element.remove()
  }
}

const lengthOf = ({ textContent }: PageElement): number => textContent?.length ?? 0
