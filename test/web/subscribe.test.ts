import { beforeEach, describe, expect, test } from 'vitest'
import { buildSubscriber } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { usePages } from './use-pages.ts'

const start = new Date('2026-03-01T08:00:00Z')
let domains: string[] = []
const pages = usePages(start, {
  currentConfig: () => testConfig({ settings: { web: { allow_domains: domains } } }),
})
const { time } = pages
let network = 0

beforeEach(async () => {
  domains = []
  for (const { id } of (await asked()).filter((request) => request !== null)) await pages.web.store.requests.done(id)
  // Each test asks from a network of its own, as our proxy says.
  network += 1
})

const filled = { address: 'ann@example.org', where: 'all', rules: 'rating-change', cadence: 'daily', at: '08:00' }
type Form = Record<string, string | string[]>
const encode = (form: Form) =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  )
const send = (form: Form | string, path = '/subscribe') =>
  fetch(`${pages.web.url}${path}`, {
    method: 'POST',
    body: typeof form === 'string' ? form : encode(form),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `198.51.${network}.9` },
    redirect: 'manual',
  })
/** The requests that wait, without what differs each time. */
async function asked() {
  const ids = await pages.web.store.requests.due(time.now(), 100)
  return await Promise.all(ids.map((id) => pages.web.store.requests.take(id, 60_000, time.now())))
}
const faultsOf = (page: string) =>
  [...page.matchAll(/<li>\s*<a href="#([a-z]+)">([^<]*)<\/a>/g)].map(([, field, message]) => `${field}: ${message}`)

describe('the form', () => {
  test.each(['/', '/subscribe', '/privacy', '/manage', '/check-your-mail'])(
    '%s is a page of less than 50 kB',
    async (path) => {
      const answer = await fetch(`${pages.web.url}${path}`)
      expect(answer.status).toBe(200)
      const page = await answer.text()
      expect(Buffer.byteLength(page)).toBeLessThan(50_000)
      expect(page).toContain('<html lang="en-GB">')
      expect(page).not.toContain('<script')
      // Every field has a name to be heard by.
      for (const [, id] of page.matchAll(/<(?:input|select|textarea) id="([^"]*)"/g))
        expect(page).toContain(`<label for="${id}"`)
      const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
      expect(new Set(ids).size).toBe(ids.length)
    },
  )

  test('notes a wish with everything in it, subscribes nobody, and says to look into the mail', async () => {
    const answer = await send({
      ...filled,
      where: 'some',
      authority: 'Sandwell',
      authorities: ['Leeds'],
      regions: ['London', 'South West'],
      rules: ['rating-change', 'monitoring-visit'],
      cadence: 'weekly',
      at: '17:00',
      on: 'friday',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/check-your-mail'])
    expect(await asked()).toMatchObject([
      {
        address: 'ann@example.org',
        asked: start.toISOString(),
        network: `198.51.${network}.0/24`,
        wants: {
          authorities: ['Leeds', 'Sandwell'],
          regions: ['London', 'South West'],
          rules: ['rating-change', 'monitoring-visit'],
          cadence: { kind: 'weekly', at: '17:00', on: 'friday' },
          timeZone: 'Europe/London',
        },
      },
    ])
    expect(pages.web.queued).toHaveLength(1)
    expect(await pages.web.store.subscribers.list()).toEqual([])
  })

  test('takes every rule for every rule that will ever be, and all of England for no list of names', async () => {
    const page = await (await fetch(pages.web.url)).text()
    const rules = [...page.matchAll(/name="rules"\s+value="([^"]*)"/g)].map(([, rule]) => rule!)
    expect(rules.length).toBeGreaterThan(3)
    await send({ ...filled, address: 'every@example.org', rules, cadence: 'immediate' })
    expect(await asked()).toMatchObject([
      { wants: { authorities: null, regions: null, rules: null, cadence: { kind: 'immediate' } } },
    ])
  })

  test('keeps what was typed, and tells each fault above and beside its field', async () => {
    const answer = await send({
      address: 'nobody',
      authority: 'Sandwel',
      regions: 'London',
      cadence: 'weekly',
      at: '8',
    })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('<title>Fault: ')
    expect(faultsOf(page)).toEqual([
      'address: Enter an email address such as jo@example.org: the @ is missing, or what stands before it',
      'authority: There is no authority “Sandwel”. Did you mean “Sandwell”?',
      'rules: Choose at least one kind of news',
      'at: Choose a time of day',
    ])
    for (const field of ['address', 'authority', 'rules', 'at']) {
      expect(page).toContain(`id="${field}-fault"`)
      expect(page).toMatch(
        new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-fault"[^>]*aria-invalid="true"`),
      )
    }
    expect(page).toMatch(/id="address"[^>]*value="nobody"/)
    expect(page).toMatch(/id="authority"[^>]*value="Sandwel"/)
    expect(page).toMatch(/value="London"\s+checked/)
    expect(page).toMatch(/value="weekly"\s+checked/)
    expect(await asked()).toEqual([])
  })

  test.each([
    [{ where: '' }, 'where: Choose all of England, or name authorities or regions'],
    [{ where: 'some' }, 'authority: Name at least one authority or region'],
    [{ regions: 'London' }, 'where: Choose either all of England or some places: you chose all, and some places too'],
    [{ rules: 'made-up' }, 'rules: Choose at least one kind of news'],
    [{ cadence: 'hourly' }, 'cadence: Choose how often to hear from us'],
    [{ at: '25:00' }, 'at: Choose a time of day'],
    [{ cadence: 'weekly', on: 'someday' }, 'on: Choose a day of the week'],
  ])('with %j is answered with one fault', async (wrong, fault) => {
    const answer = await send({ ...filled, ...wrong })
    expect([answer.status, faultsOf(await answer.text())]).toEqual([422, [fault]])
  })

  test('adds one authority after the other, by any name it has, and asks for nothing yet', async () => {
    const first = await (await send({ address: 'a', authority: 'London Borough of Barnet', do: 'add' })).text()
    expect(first).toMatch(/name="authorities"\s+value="Barnet"\s+checked/)
    expect(first).toMatch(/value="some"\s+checked/)
    const second = await send({ address: 'a', authorities: 'Barnet', authority: 'leeds', do: 'add' })
    expect(second.status).toBe(200)
    expect(await second.text()).toMatch(/value="Barnet"\s+checked[^]*value="Leeds"\s+checked/)
    expect(await asked()).toEqual([])
  })

  test('takes several authorities, one a line', async () => {
    await send({ ...filled, address: 'lines@example.org', where: 'some', authority: 'Leeds\r\n Kent \n' })
    expect(await asked()).toMatchObject([{ wants: { authorities: ['Leeds', 'Kent'] } }])
  })

  test('shows markup as text', async () => {
    const page = await (
      await send({ ...filled, address: '"><script>alert(1)</script>', authority: '<img src=x>' })
    ).text()
    expect(page).not.toContain('<script>')
    expect(page).not.toContain('<img')
  })

  test.each([
    ['nothing', ''],
    ['no form', '\0\xff{"address":1}'],
    ['broken escapes', 'address=%E0%A4%A&rules=%zz'],
    ['a thousand fields', 'a=1&'.repeat(3000)],
    ['prototypes', '__proto__=1&constructor=2&address[]=3'],
  ])('that holds %s is answered with its faults', async (_, body) => {
    expect((await send(body)).status).toBe(422)
    expect(await asked()).toEqual([])
  })

  test('that is larger than any of ours is refused', async () => {
    expect((await send({ ...filled, authority: 'x'.repeat(20_000) })).status).toBe(413)
  })

  test.each(['jo@example.org\r\nBcc: all@example.org', 'jo@example.org,all@example.org', 'Jo <jo@example.org>'])(
    'with the address %j sends nothing to anybody',
    async (address) => {
      expect((await send({ ...filled, address })).status).toBe(422)
      expect(await asked()).toEqual([])
    },
  )
})

describe('where only some domains may subscribe', () => {
  beforeEach(() => {
    domains = ['leeds.gov.uk', '*.nhs.uk']
  })

  test('their addresses are taken, however they are written', async () => {
    for (const address of ['a@leeds.gov.uk', 'b@LEEDS.GOV.UK', 'c@trust.nhs.uk', 'd@a.b.nhs.uk'])
      expect((await send({ ...filled, address })).headers.get('location')).toBe('/check-your-mail')
    expect(await asked()).toHaveLength(4)
  })

  test('others are refused in words, before anything is looked up', async () => {
    await pages.web.store.subscribers.save(buildSubscriber({ address: 'known@example.org' }), 0, time.now())
    const commands = async (address: string) => {
      const before = await redisCalls()
      const answer = await send({ ...filled, address })
      return { status: answer.status, faults: faultsOf(await answer.text()), calls: (await redisCalls()) - before }
    }
    for (const address of [
      'known@example.org',
      'x@nhs.uk',
      'x@kent.leeds.gov.uk',
      'x@evilnhs.uk',
      'x@leeds.gov.uk.evil.org',
    ])
      expect(await commands(address)).toEqual({
        status: 422,
        faults: [
          'address: Only addresses ending in @leeds.gov.uk or .nhs.uk can subscribe here: please use an address of yours there',
        ],
        calls: 0,
      })
    expect(await asked()).toEqual([])
  })

  test('the form says so before anything is typed', async () => {
    const page = await (await fetch(pages.web.url)).text()
    expect(page).toContain('Only addresses ending in @leeds.gov.uk or .nhs.uk can subscribe here.')
    expect(page).toMatch(/id="address"[^>]*aria-describedby="address-hint"/)
    domains = Array.from({ length: 50 }, (_, index) => `council-${index}.gov.uk`)
    expect(await (await fetch(pages.web.url)).text()).toContain('Only addresses of certain organisations')
  })

  test('whoever is subscribed already may still ask for their link', async () => {
    expect((await send({ address: 'old@example.org' }, '/manage')).status).toBe(303)
  })
})

describe('abuse', () => {
  test('a known and an unknown address are answered alike, after the same commands to Redis', async () => {
    await pages.web.store.subscribers.save(buildSubscriber({ address: 'known@example.org' }), 0, time.now())
    const commands = async (address: string) => {
      const before = await redisCalls()
      const answer = await send({ ...filled, address })
      return { status: answer.status, to: answer.headers.get('location'), calls: (await redisCalls()) - before }
    }
    await commands('warm@example.org')
    expect(await commands('known@example.org')).toEqual(await commands('nobody@example.org'))
  })

  test('an inbox is asked once in a while, which from outside looks the same', async () => {
    for (const address of ['often@example.org', 'OFTEN@example.org', 'often+1@example.org', 'often+2@example.org'])
      expect((await send({ ...filled, address })).headers.get('location')).toBe('/check-your-mail')
    expect(await asked()).toHaveLength(1)
    time.advance(300_000)
    await send({ ...filled, address: 'often@example.org' })
    expect(pages.web.queued).toHaveLength(2)
  })

  test('of a thousand forms from one network twenty are taken, and the rest told how long to wait', async () => {
    const statuses: number[] = []
    for (let group = 0; group < 10; group += 1) {
      const some = Array.from({ length: 100 }, (_, index) =>
        send({ ...filled, address: `x${group}-${index}@example.org` }),
      )
      statuses.push(...(await Promise.all(some)).map(({ status }) => status))
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(980)
    const refused = await send({ ...filled, address: 'late@example.org' })
    expect(refused.headers.get('retry-after')).toBe('30')
    const page = await refused.text()
    expect(page).toContain('Please try again in a minute')
    expect(page).toContain('value="late@example.org"')
    network += 1
    expect((await send({ ...filled, address: 'late@example.org' })).status).toBe(303)
  })

  test('asking for a link counts as much, and says as little', async () => {
    for (const address of ['known@example.org', 'stranger@example.org']) {
      const answer = await send({ address }, '/manage')
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/check-your-mail'])
    }
    expect((await send({ address: 'x' }, '/manage')).status).toBe(422)
  })

  test('no address gets into the log', async () => {
    await send({ ...filled, address: 'secret@example.org' })
    expect(pages.web.logged.join('\n')).not.toContain('@example.org')
  })
})

async function redisCalls(): Promise<number> {
  const client = pages.redis.connect()
  const stats = await client.info('commandstats')
  client.disconnect()
  return [...stats.matchAll(/cmdstat_(?!info|hello|client|auth|select)[^:]*:calls=(\d+)/g)].reduce(
    (sum, [, calls]) => sum + Number(calls),
    0,
  )
}
