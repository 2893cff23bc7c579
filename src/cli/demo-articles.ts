import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const Article = z.object({ file: z.string(), outlet: z.string(), published: z.iso.datetime(), title: z.string() })

/** An article as it was published: `text` is the page, with everything that stood on it. */
export type DemoArticle = z.output<typeof Article> & { text: string }

/** Reads the bundled articles: `articles.json` says what and when, the text files hold the pages. */
export async function readDemoArticles(dir: string): Promise<DemoArticle[]> {
  const list = z.array(Article).parse(JSON.parse(await readFile(path.join(dir, 'articles.json'), 'utf8')))
  return await Promise.all(
    list.map(async (article) => ({ ...article, text: await readFile(path.join(dir, article.file), 'utf8') })),
  )
}
