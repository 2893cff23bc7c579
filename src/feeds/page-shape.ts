import { Parser } from 'htmlparser2'

/** Real pages stay far below these. Above them the time that Readability takes grows with the square of the size, and the cube of the depth. */
const mostElements = 20_000
const mostLevels = 100
const mostAttributes = 50_000

/** Of text, between two tags and for each entity or stray sign in it; comments and instructions are others. */
const mostPieces = 50_000

/** Each element is scored for its text, and its text counted for every element around it. A page of half a megabyte of news needs a tenth. */
const mostWork = 1_000_000
const charactersAsOne = 100

/** Characters given to the parser between two looks at the sums: it has no way to stop in the middle. */
const slice = 16_384

/** Whether a page is one that people made and read. Counts with the parser that its document would be built by, and stops where it is too much. */
export function isOfUsualShape(html: string): boolean {
  let elements = 0
  let attributes = 0
  let pieces = 0
  let level = 0
  let deepest = 0
  let work = 0
  const addPiece = (length: number) => {
    pieces += 1
    work += level * (1 + length / charactersAsOne)
  }
  const parser = new Parser({
    onopentag() {
      elements += 1
      level += 1
      deepest = Math.max(deepest, level)
      work += level
    },
    onattribute() {
      attributes += 1
    },
    ontext(text) {
      addPiece(text.length)
    },
    oncomment() {
      addPiece(0)
    },
    onprocessinginstruction() {
      addPiece(0)
    },
    onclosetag() {
      level -= 1
    },
  })
  const isUsual = () =>
    elements <= mostElements &&
    deepest <= mostLevels &&
    attributes <= mostAttributes &&
    pieces <= mostPieces &&
    work <= mostWork
  for (let at = 0; at < html.length && isUsual(); at += slice) parser.write(html.slice(at, at + slice))
  return isUsual()
}
