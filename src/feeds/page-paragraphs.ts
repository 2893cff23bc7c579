import { Parser } from 'htmlparser2'
import { blocks, silent, tidy } from './plain-text.ts'

/** A piece of a page, and how it was written. Lengths are in characters that are no spaces. */
export type PageParagraph = {
  text: string
  length: number
  /** Of its text, how much stands in links, and how much in bold. */
  linked: number
  bold: number
  isHeading: boolean
  /** The elements around it that hold paragraphs, the outermost first. */
  boxes: PageBox[]
}

/** Two are the same only if they are one. */
export type PageBox = { name: string }

const boxNames = new Set(
  'article aside blockquote details div dl fieldset figure footer form header main nav ol section table ul'.split(' '),
)

/** The paragraphs of a page that a parser has written: well-formed, and not deep. */
export function paragraphsOf(html: string): PageParagraph[] {
  const paragraphs: PageParagraph[] = []
  const boxes: PageBox[] = []
  const open = new Map<'a' | 'bold' | 'heading' | 'silent', number>()
  let current = { text: '', linked: 0, bold: 0, isHeading: false }
  const end = () => {
    const text = tidy(current.text)
    if (text !== '') paragraphs.push({ ...current, text, length: lengthOf(text), boxes: [...boxes] })
    current = { text: '', linked: 0, bold: 0, isHeading: false }
  }
  const count = (name: string, by: number) => {
    const kind = kindOf(name)
    if (kind !== null) open.set(kind, (open.get(kind) ?? 0) + by)
  }
  const isIn = (kind: 'a' | 'bold' | 'heading' | 'silent') => (open.get(kind) ?? 0) > 0
  const parser = new Parser({
    onopentag(name) {
      if (name === 'br') current.text += ' '
      else if (blocks.has(name)) end()
      count(name, 1)
      if (boxNames.has(name)) boxes.push({ name })
    },
    ontext(text) {
      if (isIn('silent')) return
      current.text += text
      const length = lengthOf(text)
      if (isIn('a')) current.linked += length
      if (isIn('bold')) current.bold += length
      if (isIn('heading')) current.isHeading = true
    },
    onclosetag(name) {
      if (blocks.has(name)) end()
      count(name, -1)
      if (boxNames.has(name)) boxes.pop()
    },
  })
  parser.end(html)
  end()
  return paragraphs
}

function kindOf(name: string): 'a' | 'bold' | 'heading' | 'silent' | null {
  if (name === 'a') return 'a'
  if (name === 'b' || name === 'strong') return 'bold'
  if (/^h[1-6]$/.test(name)) return 'heading'
  return silent.has(name) ? 'silent' : null
}

const lengthOf = (text: string): number => text.replaceAll(/\s+/g, '').length
