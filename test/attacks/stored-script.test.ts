import { describe, expect, test } from 'vitest'
import { startInbox } from '../helpers/inbox.ts'
import { createClock } from '../helpers/clock.ts'
import { testConfig } from '../helpers/config.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { startRedis } from '../helpers/redis.ts'
import { startSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { startTestApp } from '../helpers/worker.ts'
import { serveWeb } from '../web/serve-web.ts'
import { faultsOf, linksOf, textOf } from './markup.ts'

const published = '2026-03-02T09:00:00Z'

/** Each would run, load or lead somewhere if any step took it for markup. `pwned` is their mark. */
const scripts = [
  '<script>pwned()</script>',
  '<img src=x onerror=pwned()>',
  '"><svg onload=pwned()>',
  "' autofocus onfocus=pwned() x='",
  '</title></style></textarea><iframe src=javascript:pwned()>',
  '<a href="javascript:pwned()">pwned</a>',
  '<!--><img src=x onerror=pwned()>-->',
  '<base href=//pwned.example><meta http-equiv=refresh content=0;url=//pwned.example>',
  '<svg><style><img src=x onerror=pwned()></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=pwned()>',
  '${pwned()}{{pwned()}}<%= pwned() %>',
  '\u2028<script\u0000>pwned()</script\u0000>',
]
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const addresses = [
  'javascript:pwned()',
  'JaVaScRiPt:pwned()//https://news.example/',
  'java\nscript:pwned()',
  ' javascript:pwned()',
  'data:text/html,<script>pwned()</script>',
  'vbscript:pwned()',
  'https://www.gov.uk@pwned.example/',
  'https://news.example/"onmouseover="pwned()',
  "https://news.example/'><script>pwned()</script>",
  '//pwned.example/',
  'https://news.example/\u202Epwned',
  'file:///etc/pwned',
]

/** Stories of as many authorities, each with one of the scripts everywhere, as markup and as text that speaks of it. */
function stories() {
  const names = testConfig().authorities.list.map(({ name }) => name)
  return scripts.flatMap((script, at) =>
    [script, escaped(script)].map((bad, way) => {
      const authority = names[2 * at + way] ?? ''
      const story = visitStory(authority, 1, { published })
      return {
        ...story,
        title: `${story.title} ${bad}`,
        summary: `${bad} ${story.summary.replace(' from ', ` ${bad} from `)} ${bad}`,
        link: addresses[at] ?? story.link,
        guid: `${story.link}/${bad}`,
      }
    }),
  )
}

test('what feeds print is text and nothing else in the digest and in every page that it leads to', async () => {
  const time = createClock('2026-03-02T10:00:00Z')
  await using inbox = await startInbox()
  await using site = await startSite({ '/feed': rss([]) })
  const name = `News ${scripts[1]} ${scripts[2]}`
  await using app = await startTestApp({
    smtpUrl: inbox.url,
    clock: time.clock,
    feeds: [{ id: 'feed', url: site.url('/feed'), interval: '1h', name }],
    settings: { mail: { timeout: '30s' }, network: { total_timeout: '30s' } },
  })
  await app.subscribe('ann')
  await app.drain()
  site.set('/feed', rss(stories()))
  time.advance(2 * 3_600_000)
  await app.drain()

  expect(inbox.messages.length).toBeGreaterThan(0)
  const mails = inbox.messages.map(({ parsed }) => String(parsed.html))
  for (const mail of mails) expect(faultsOf(mail, { styled: true })).toEqual([])
  // It came all the way: otherwise nothing was tested.
  expect(mails.map(textOf).join(' ')).toContain('<img src=x onerror=pwned()>')
  for (const { raw } of inbox.messages) expect(raw.toString()).not.toMatch(/^(bcc|set-cookie|x-pwned):/im)

  const origin = `http://127.0.0.1:${app.httpPort}`
  const inside = (link: string) => link.replace('https://alerts.example.org', '').replace(/#.*$/, '')
  const waiting = ['/', ...mails.flatMap(linksOf).map(inside)].filter((path) => path.startsWith('/'))
  const seen = new Set<string>()
  for (let path = waiting.shift(); path !== undefined && seen.size < 300; path = waiting.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    const answer = await fetch(`${origin}${path}`)
    const text = await answer.text()
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) {
      // A feed or a file: whatever it quotes is escaped there too.
      expect(text, path).not.toMatch(/<(script|img|iframe|base|svg)[\s>]/i)
      continue
    }
    expect(faultsOf(text), path).toEqual([])
    waiting.push(
      ...linksOf(text)
        .map(inside)
        .filter((link) => link.startsWith('/')),
    )
  }
  expect([...seen].some((path) => path.startsWith('/manage/'))).toBe(true)
  expect([...seen].some((path) => path.startsWith('/unsubscribe/'))).toBe(true)
})

describe('what stands in the configuration and in forms', () => {
  test('is text and nothing else in the pages to subscribe, confirm, change and leave', async () => {
    const now = new Date(published)
    const bad = scripts.join(' ')
    const base = testConfig()
    const facts = new Map([...base.rules.facts].map(([id, rule]) => [id, { ...rule, title: bad }]))
    const config = {
      ...base,
      rules: { ...base.rules, facts },
      authorities: {
        ...base.authorities,
        list: base.authorities.list.map((one, at) => (at === 0 ? { ...one, name: bad } : one)),
        names: [bad, ...base.authorities.names],
        regions: [bad, ...base.authorities.regions],
      },
    }
    await using server = await startRedis()
    await using web = await serveWeb(server, { clock: () => now, config })
    const subscriptions = [
      buildSubscription({ id: bad, authorities: [bad], regions: [bad], rules: [...facts.keys()].slice(0, 1) }),
      buildSubscription({ id: 'two', authorities: [bad] }),
    ]
    const address = `<script>pwned()</script>"@example.org`
    await web.store.subscribers.save(buildSubscriber({ address, subscriptions }), 0, now)
    const pending = buildSubscriber({ id: 'pat', address: `'${address}`, subscriptions, state: 'pending' })
    await web.store.subscribers.save(pending, 0, now)
    const until = new Date(now.getTime() + 86_400_000)
    const manage = web.links.manage('ann', until)
    const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
    const asked: [string, RequestInit?][] = [
      [`${web.url}/`],
      [manage],
      [`${manage}?subscription=two&done=${encodeURIComponent(bad)}`],
      [web.links.confirm('pat', until)],
      [web.links.unsubscribe('ann')],
      [`${web.url}/${encodeURIComponent(bad)}`],
      [`${web.url}/manage/${encodeURIComponent(bad)}`],
      [
        `${web.url}/subscribe`,
        form({ address: bad, authority: bad, do: 'add', at: bad, on: bad, where: bad, cadence: bad }),
      ],
      [`${web.url}/subscribe`, form({ address: bad, authority: `${bad}x\n${bad}y`, authorities: bad, at: bad })],
      [`${web.url}/manage`, form({ address: bad })],
      [manage, form({ do: 'pause', until: bad })],
      [manage, form({ do: 'save', subscription: bad, authority: `${bad}x`, at: bad })],
      [manage, form({ do: bad })],
    ]
    let text = ''
    for (const [url, init] of asked) {
      const page = await (await fetch(url, { ...init, redirect: 'manual' })).text()
      expect(faultsOf(page), url).toEqual([])
      text += textOf(page)
    }
    expect(text).toContain('<img src=x onerror=pwned()>')
  })
})
