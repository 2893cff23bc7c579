import { describe, expect, it } from 'vitest'
import { createLinks } from '../../src/links.ts'
import { eventsList } from '../../src/web/events-list.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'

const rules = testConfig().rules.facts
const links = createLinks({ publicUrl: 'https://alerts.example.org', secret: 'a-secret-of-at-least-32-characters' })
const show = (event: Parameters<typeof buildEvent>[0], rank: 2 | 3 = 3) =>
  String(eventsList([buildEvent(event)], { rules, timeZone: 'Europe/London', links, rank }))

describe('a list of events', () => {
  it('says of each what happened, when, by which rule, which sentence says so, and where', () => {
    const shown = show({ id: 'e 1' })
    expect(shown).toContain('<h3><a href="/events/e%201">Sandwell: remains Inadequate</a></h3>')
    expect(shown).toContain('Rating change · 1 March 2026')
    expect(shown).toContain('“Ofsted rated the services inadequate.”')
    expect(shown).toContain(
      '<a href="https://example.org/news/1" rel="noopener nofollow ugc">Council services rated inadequate</a>',
    )
    expect(show({}, 2)).toContain('<h2><a href="/events/event-1">')
  })

  it('counts sources that it has no room for', () => {
    const sources = Array.from({ length: 8 }, (_, index) => buildSource({ itemId: `s${index}` }))
    expect(show({ sources })).toContain('and 5 more sources')
  })

  it('never holds markup, links or signs of others that do harm', () => {
    const attack = '"><script>alert(1)</script>\u202E\u0000'
    const shown = show({
      id: attack,
      authority: attack,
      rule: attack,
      sources: [buildSource({ title: attack, outlet: attack, url: 'javascript:alert(1)' })],
    })
    expect(shown).not.toMatch(/<script|javascript:|[\u202E\u0000]/)
    expect(shown).toContain('&lt;script&gt;')
  })
})
