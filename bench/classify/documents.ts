import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Document } from '../../src/rules/finding.ts'

const fixtures = 'test/fixtures/news'

/** The documents of a file, one as JSON on each line, or of all files that come with the tests. */
export function readDocuments(file: string | undefined): Document[] {
  const files =
    file === undefined
      ? readdirSync(fixtures)
          .filter((name) => name.endsWith('.jsonl'))
          .map((name) => path.join(fixtures, name))
      : [file]
  return files.flatMap((name) =>
    readFileSync(name, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => Document.parse(JSON.parse(line))),
  )
}

/** The same text as for our classifier. */
export const textOf = ({ title, text }: Document): string => `${title}\n${text}`

/** One document of so many characters: articles one below the other, again from the first if they do not suffice. */
export function documentOf(characters: number, documents: readonly Document[]): Document {
  let text = ''
  for (let at = 0; text.length < characters; at += 1) text += `${documents[at % documents.length]?.text}\n\n`
  return { id: 'long', title: documents[0]?.title ?? '', text: text.slice(0, characters), published: '2020-01-01' }
}
