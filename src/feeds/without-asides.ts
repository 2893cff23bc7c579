import type { PageBox, PageParagraph } from './page-paragraphs.ts'

/** What a link to other news begins with. */
const leadIn =
  /^(read (more|also|next|this)|see (also|more)|more|related( (articles?|stories|news))?|watch|listen|also|don['’]t miss)\b\s*:?/i

/** A paragraph with this much of its text in links leads elsewhere. */
const mostLinked = 0.8

/** Headings after which a page has no more of its article. */
const endOfArticle =
  /^(more on this( story)?|related\b.{0,25}|read (more|next)|you (may|might) also (like|be interested in)|most (read|popular|viewed|shared)|top stories|recommended\b.{0,25}|more (from|news|stories|like this)\b.{0,40}|trending\b.{0,15}|latest( news| stories)?)\W*$/i
const comments =
  /^(\d+ )?(reader |your |latest |all )?comments?( \(?\d+\)?)?\W*$|^have your say|^(your|readers['’]?) (views|say)\b|^join the (conversation|discussion|debate)|^(leave|post|add) a (comment|reply)|^what do you think\W*$/i

/** Less than this is no article that comments could follow. */
const leastArticle = 250

/**
 * The paragraphs of an article without what is about other news: links to it, boxes of it, and what stands after the article. A headline of
 * another story would else be read as a sentence of this one.
 */
export function withoutAsides(paragraphs: PageParagraph[]): PageParagraph[] {
  const all = lengthOf(paragraphs)
  const sizes = sizesOf(paragraphs)
  const isSmall = (box: PageBox, part: number) => (sizes.get(box) ?? 0) < part * all
  const dropped = new Set<PageBox>()
  const kept: PageParagraph[] = []
  let before = 0
  for (const paragraph of paragraphs) {
    const { boxes, length } = paragraph
    if (isEnd(paragraph)) {
      const box = boxes.find((around) => isSmall(around, 0.3) && (sizes.get(around) ?? 0) > length)
      if (box !== undefined) dropped.add(box)
      else if (before >= all / 2 || (comments.test(paragraph.text) && before >= leastArticle)) return kept
    } else if (!leadsElsewhere(paragraph) && !boxes.some((box) => dropped.has(box))) kept.push(paragraph)
    before += length
  }
  return kept
}

function leadsElsewhere({ text, length, linked }: PageParagraph): boolean {
  const lead = leadIn.exec(text)?.[0].replaceAll(/\s/g, '').length ?? 0
  return linked > 0 && linked >= mostLinked * (length - lead)
}

const isEnd = ({ text, length, bold, isHeading }: PageParagraph): boolean =>
  (isHeading || bold === length) && (endOfArticle.test(text) || comments.test(text))

const lengthOf = (paragraphs: PageParagraph[]): number => paragraphs.reduce((sum, { length }) => sum + length, 0)

function sizesOf(paragraphs: PageParagraph[]): Map<PageBox, number> {
  const sizes = new Map<PageBox, number>()
  for (const { boxes, length } of paragraphs) for (const box of boxes) sizes.set(box, (sizes.get(box) ?? 0) + length)
  return sizes
}
