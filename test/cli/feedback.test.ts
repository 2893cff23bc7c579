import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toldOf, type Feedback } from '../../src/events/feedback.ts'
import { buildEvent, buildItem, buildSource } from '../helpers/build.ts'
import { rulesTextWith } from '../rules/altered.ts'
import { operatorsDesk } from './command-line.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
  desk.write('mine.yaml', rulesTextWith({ 'monitoring-visit': 1000 }))
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(async () => void (await desk.redis.flushall()))

const sentence =
  "Ofsted has published the letter from its third monitoring visit to Leeds Council's children's services."
const evidence = [{ sentence, start: 0, end: sentence.length, why: 'a monitoring visit is reported' }]
const visit = buildEvent({
  id: 'visit',
  rule: 'monitoring-visit',
  authority: 'Leeds',
  fields: { number: 3 },
  sources: [buildSource({ itemId: 'item-of-visit', title: 'Letter on Leeds', evidence })],
})
let voices = 0
async function say(overrides: Partial<Feedback> = {}, event = visit, ago = 0) {
  const told = toldOf(event, 1, () => `${event.authority}: it happened`)
  const at = new Date(Date.now() - ago).toISOString()
  await desk.store.feedback.put([`voice-${++voices}`], { at, reason: 'authority', words: '', told, ...overrides })
}
const day = 86_400_000
const hostile = 'a\u001b[31mred\u001b]0;title\u0007\u009b2J\nNo reader has called an event wrong.'
const linesOf = (text: string) => text.replaceAll(/ +/g, ' ').split('\n')

describe('feedback list', () => {
  test('says when there is nothing', async () => {
    expect(await desk.run('feedback', 'list')).toEqual({
      status: 0,
      out: 'No reader has called an event wrong.\n',
      err: '',
    })
  })

  test('shows for each rule what was called wrong, why, how often, and what showed it', async () => {
    await say({ words: 'That is Kent.' })
    await say()
    await say({ reason: 'twice' })
    await say({}, buildEvent())
    const { status, out } = await desk.run('feedback', 'list')
    expect(status).toBe(0)
    const lines = out.split('\n')
    expect(lines[0]).toBe('monitoring-visit: 1 event, called wrong 3 times')
    expect(lines[1]).toBe('  Leeds: it happened (Leeds, 2026-03-01 09:00)')
    expect(lines).toContain('    2 × It names the wrong authority, 1 × I was told it twice')
    expect(lines).toContain('    a reader: “That is Kent.”')
    expect(lines).toContain(`    “${sentence}” (a monitoring visit is reported)`)
    expect(lines).toContain('      BBC News, item item-of-visit')
    expect(lines).toContain('    event visit')
    expect(lines).toContain('rating-change: 1 event, called wrong once')
    expect(out).toContain('opinions of readers, and no labels')
    expect(out).toContain('run "explain" on it')
  })

  test('of one rule, and of a time', async () => {
    await say()
    await say({}, buildEvent(), 100 * day)
    expect((await desk.run('feedback', 'list')).out).not.toContain('rating-change')
    const rule = await desk.run('feedback', 'list', '--rule', 'rating-change', '--since', '200d')
    expect(rule.out).toContain('rating-change: 1 event')
    expect(rule.out).not.toContain('monitoring-visit')
    const wrong = await desk.run('feedback', 'list', '--rule', 'rating-chang')
    expect([wrong.status, wrong.err]).toEqual([1, expect.stringContaining('Did you mean “rating-change”?')])
    expect((await desk.run('feedback', 'list', '--since', 'soon')).status).toBe(2)
    expect((await desk.run('feedback', 'list', '--format', 'xml')).status).toBe(2)
  })

  test('as JSON is one line for each event', async () => {
    await say({ words: 'That is Kent.' })
    await say({ reason: 'twice' })
    const { out } = await desk.run('feedback', 'list', '--format', 'json')
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      {
        rule: 'monitoring-visit',
        eventId: 'visit',
        authority: 'Leeds',
        fields: { number: 3 },
        readers: 2,
        reasons: { authority: 1, twice: 1 },
        words: ['That is Kent.'],
        sources: [{ itemId: 'item-of-visit', evidence: [{ sentence }] }],
      },
    ])
  })

  test('steers no terminal, whatever readers and articles say', async () => {
    const source = buildSource({ outlet: hostile, title: hostile, evidence: [{ ...evidence[0]!, sentence: hostile }] })
    await say({ words: hostile }, { ...visit, rule: hostile, authority: hostile, id: hostile, sources: [source] })
    await desk.store.leavings.note({ id: 'a', month: '2026-03', reason: 'other', words: hostile })
    for (const args of [
      ['feedback', 'list'],
      ['feedback', 'list', '--format', 'json'],
      ['feedback', 'list', '--leaving', '--since', '9999d'],
      ['evaluate', '--feedback'],
      ['evaluate', '--feedback', '--json'],
    ]) {
      const { out } = await desk.run(...args)
      expect(out).toContain('red')
      expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      expect(out).not.toMatch(/^No reader/m)
    }
  })
})

describe('feedback list --leaving', () => {
  test('counts why people leave, month by month, and shows what they wrote', async () => {
    expect((await desk.run('feedback', 'list', '--leaving')).out).toBe('Nobody has said why they left.\n')
    const month = new Date().toISOString().slice(0, 7)
    for (const words of ['', 'Every day!'])
      await desk.store.leavings.note({ id: `id${words}`, month, reason: 'too-many', words })
    await desk.store.leavings.note({ id: 'old', month: '2020-01', reason: 'other', words: 'long ago' })
    const { out } = await desk.run('feedback', 'list', '--leaving')
    expect(linesOf(out)).toEqual([
      'Month Why How many',
      `${month} Too many emails 2`,
      '',
      `${month}, Too many emails: “Every day!”`,
      '',
    ])
    const json = await desk.run('feedback', 'list', '--leaving', '--format', 'json', '--since', '9999d')
    expect(
      json.out
        .split('\n')
        .slice(0, 2)
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { month, reason: 'too-many', count: 2 },
      { month: '2020-01', reason: 'other', count: 1 },
    ])
  })
})

describe('evaluate --feedback', () => {
  async function keep(text: string) {
    const { items } = desk.store
    const item = buildItem({ id: 'item-of-visit' })
    await items.record('bbc', [{ item, state: 'recorded' }], new Date())
    await items.read(item.id, 1, { id: item.id, title: 'Letter on Leeds', text }, day, new Date())
  }

  test('says which events the rules would still tell, and that this is no measure', async () => {
    await keep(sentence)
    await say()
    const now = await desk.run('evaluate', '--feedback')
    expect(now.status).toBe(0)
    expect(now.out).toContain('opinions of readers and no labels: nothing here is a precision or a recall')
    expect(linesOf(now.out)).toContain('Rule Called wrong Readers Still told No longer told Cannot be judged')
    expect(linesOf(now.out)).toContain('monitoring-visit 1 1 1 0 0')
    expect(now.out).toContain(
      'still told: monitoring-visit, Leeds: it happened (1 × It names the wrong authority)  visit',
    )
    expect(now.out).not.toContain('sentences')
    const mine = await desk.run('evaluate', '--feedback', '--rules', 'mine.yaml')
    expect(linesOf(mine.out)).toContain('monitoring-visit 1 1 0 1 0')
    expect(mine.out).toContain('no longer told: monitoring-visit')
    expect(mine.out).toContain('mine.yaml')
  })

  test('judges sentences where the text is no longer kept, and says so', async () => {
    await say()
    const mine = await desk.run('evaluate', '--feedback', '--rules', 'mine.yaml')
    expect(mine.out).toContain('no longer told by its sentences alone: monitoring-visit')
    expect(mine.out).toContain('retention.documents')
  })

  test('says what cannot be judged, and what is no matter of the rules', async () => {
    const source = buildSource({ evidence: [{ sentence: 'It was so.', start: 0, end: 1, why: 'x' }], title: 'Hm' })
    await say({ reason: 'twice' }, { ...visit, sources: [source] })
    const { out } = await desk.run('evaluate', '--feedback', '--rules', 'mine.yaml')
    expect(linesOf(out)).toContain('monitoring-visit 1 1 0 0 1')
    expect(out).toContain('cannot be judged: monitoring-visit')
    expect(out).toContain('joining, which is not judged here')
  })

  test('as JSON is one object', async () => {
    await keep(sentence)
    await say()
    const { out } = await desk.run('evaluate', '--feedback', '--json')
    expect(JSON.parse(out)).toMatchObject({
      opinionsOnly: true,
      rules: [{ rule: 'monitoring-visit', readers: 1, events: [{ again: { outcome: 'told', by: 'texts' } }] }],
    })
  })

  test('says when there is nothing, and writes nothing', async () => {
    expect((await desk.run('evaluate', '--feedback')).out).toBe('No reader has called an event wrong.\n')
    expect(await desk.redis.keys('{ofsted-alerts}:*')).toEqual([])
  })

  test.each([
    [['evaluate']],
    [['evaluate', 'corpus.jsonl', '--feedback']],
    [['evaluate', '--feedback', '--against', 'mine.yaml']],
  ])('%j is wrong usage', async (args) => {
    const { status, err } = await desk.run(...args)
    expect([status, err]).toEqual([2, expect.stringContaining('expected labelled documents, or --feedback')])
  })
})
