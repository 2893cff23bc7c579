import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { run as exportSubscribers } from '../../src/cli/subscribers-export.ts'
import { run as importSubscribers } from '../../src/cli/subscribers-import.ts'
import { createScreen } from '../../src/cli/terminal.ts'
import { weekdays } from '../../src/events/times.ts'
import type { Audit } from '../../src/store/create-audit.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { operatorsDesk } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.redis.flushall())

const find = async (address: string) => (await desk.store.subscribers.findByAddress(address))?.subscriber
const importing = async (rows: string[], ...options: string[]) => {
  desk.write('list.csv', `${rows.join('\n')}\n`)
  return await desk.run('subscribers', 'import', 'list.csv', ...options)
}
const counts = () => desk.store.subscribers.counts()
const waiting = async () => await desk.redis.zcard('{ofsted-alerts}:requests')
const consent = '2024-05-03T10:00:00Z,paper form'

describe('whom an import makes a subscriber', () => {
  test('whoever consented, and the list says when and how, is mailed from now on', async () => {
    const done = await importing([
      'address,confirmed,origin,authorities,rules,cadence,at,on,time_zone,created',
      `Ann@example.org,${consent},Kent|sandwell,rating-change,weekly,07:30,friday,Europe/Paris,2023-01-02T03:04:05Z`,
    ])
    expect(done).toMatchObject({
      status: 0,
      err: '',
      out: '1 added (1 active), 0 known here and kept as they are, 0 faults.\n',
    })
    const ann = await find('ann@example.org')
    expect(ann).toMatchObject({
      address: 'Ann@example.org',
      state: 'active',
      confirmed: '2024-05-03T10:00:00.000Z',
      created: '2023-01-02T03:04:05.000Z',
      origin: 'paper form',
      subscriptions: [
        {
          authorities: ['Kent', 'Sandwell'],
          regions: null,
          rules: ['rating-change'],
          cadence: { kind: 'weekly', at: '07:30', on: 'friday' },
          timeZone: 'Europe/Paris',
        },
      ],
    })
    expect((await desk.store.windows.load(ann!.id)).due.size).toBe(1)
  })

  test.each([
    ['no day', ',paper form'],
    ['no origin', '2024-05-03T10:00:00Z,'],
    ['neither', ','],
    ['a day, and an origin of spaces', '2024-05-03T10:00:00Z,   '],
  ])('with %s they are pending, and nothing is sent', async (_, proof) => {
    const { out } = await importing([
      'address,confirmed,origin,state',
      `ann@example.org,${proof},active`,
      `bea@example.org,${proof},`,
    ])
    expect(out).toContain('2 added (2 pending)')
    expect(out).toContain('--ask')
    expect(await find('ann@example.org')).toMatchObject({ state: 'pending', confirmed: null })
    expect(await waiting()).toBe(0)
    expect(existsSync(desk.env.OUTBOX_DIR)).toBe(false)
  })

  test('a paused one stays paused, until the day that the list says', async () => {
    await importing([
      'address,confirmed,origin,state,paused_until',
      `ann@example.org,${consent},paused,2090-01-01T00:00:00+01:00`,
    ])
    expect(await find('ann@example.org')).toMatchObject({ state: 'paused', pausedUntil: '2089-12-31T23:00:00.000Z' })
  })

  test.each(['unsubscribed', 'suspended', 'UNSUBSCRIBED'])(
    'who is %s stays so, whatever else is wrong with the row',
    async (state) => {
      const { status, err } = await importing([
        'address,state,confirmed,origin,authorities,cadence,time_zone',
        `ann@example.org,${state},last year,,Kentt,hourly,Mars`,
        `bea@example.org,${state},,,,,`,
      ])
      expect(status).toBe(1)
      for (const hint of [
        'confirmed: expected an instant',
        '“Kent”',
        'cadence: expected immediate',
        'time_zone: expected',
      ])
        expect(err).toContain(hint)
      for (const address of ['ann@example.org', 'bea@example.org'])
        expect(await find(address)).toMatchObject({ state: state.toLowerCase(), subscriptions: [] })
      expect(await desk.redis.zcard('{ofsted-alerts}:digests-due')).toBe(0)
    },
  )

  test('who left counts before any other row of the address, wherever it stands and however it is written', async () => {
    const { status, err } = await importing([
      'address,state,confirmed,origin',
      `ann@example.org,active,${consent}`,
      `bea@example.org,active,${consent}`,
      `ANN@Example.org,unsubscribed,${consent}`,
      `ann@example.org,active,${consent}`,
    ])
    expect(status).toBe(1)
    expect(err).toContain('list.csv:2:1  line 4 says of the same address that it is not to be mailed')
    expect(err).toContain('list.csv:5:1  line 4 says of the same address')
    expect(await find('ann@example.org')).toMatchObject({ state: 'unsubscribed' })
    expect(await counts()).toMatchObject({ active: 1, unsubscribed: 1 })
  })
})

describe('who is known already', () => {
  test('is never changed, nor brought back', async () => {
    await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed', '--authority', 'Kent')
    await desk.run('subscribers', 'add', 'bea@example.org', '--confirmed')
    await desk.run('subscribers', 'remove', 'bea@example.org')
    await desk.run('subscribers', 'add', 'cy@example.org')
    const before = await Promise.all(['ann', 'bea', 'cy'].map((name) => find(`${name}@example.org`)))
    const rows = ['ANN@example.org', 'bea@example.org', 'cy@example.org'].map(
      (address) => `${address},active,${consent},London`,
    )
    const { status, out } = await importing(['address,state,confirmed,origin,regions', ...rows])
    expect({ status, out }).toEqual({ status: 0, out: '0 added, 3 known here and kept as they are, 0 faults.\n' })
    expect(await Promise.all(['ann', 'bea', 'cy'].map((name) => find(`${name}@example.org`)))).toEqual(before)
  })

  test('and is mailed here, though the list says that they left: it is said, with what to do', async () => {
    await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed')
    const { status, err } = await importing(['address,state', 'ann@example.org,unsubscribed'])
    expect(status).toBe(0)
    expect(err).toMatch(
      /list\.csv:2:1 {2}ann@example\.org is unsubscribed in the list and active here, and stays so.*subscribers remove/,
    )
    expect(await find('ann@example.org')).toMatchObject({ state: 'active' })
  })

  test('a second import of the same list adds nothing, and asks nobody again', async () => {
    const rows = ['address,confirmed,origin', `ann@example.org,${consent}`, 'bea@example.org,,']
    await importing(rows, '--ask')
    const before = await desk.run('subscribers', 'export')
    const again = await importing(rows, '--ask')
    expect(again.out).toContain('0 added, 2 known here and kept as they are, 0 faults.')
    expect((await desk.run('subscribers', 'export')).out).toBe(before.out)
    expect(await waiting()).toBe(1)
  })
})

describe('asking', () => {
  test('has a question mailed to those who are pending, by the queue and within its limits, and to nobody else', async () => {
    const { out } = await importing(
      [
        'address,state,confirmed,origin',
        `ann@example.org,active,${consent}`,
        'bea@example.org,,,',
        'bea+x@example.org,,,',
        'cy@example.org,unsubscribed,,',
      ],
      '--ask',
    )
    // The second is the same inbox.
    expect(out).toContain('1 of those who are pending are asked by mail')
    expect(await waiting()).toBe(1)
    expect((await desk.queues.counts()).get('answer-request')).toMatchObject({ waiting: 1 })
  })

  test('a dry run writes nothing, asks nobody, and notes nothing', async () => {
    const { out, err, status } = await importing(
      ['address,confirmed,origin', `ann@example.org,${consent}`, 'bea@example.org,,', 'x,,'],
      '--ask',
      '--dry-run',
    )
    expect(status).toBe(1)
    expect(out).toContain(
      'Would be done, and was not: 2 added (1 active, 1 pending), 0 known here and kept as they are, 1 fault.',
    )
    expect(err).toContain('list.csv:4:1  address: expected an email address such as jo@example.org, found “x”')
    expect(await desk.redis.keys('{ofsted-alerts}:*')).toEqual([])
  })
})

describe('faults', () => {
  const good = `good@example.org,${consent}`

  test('each is named with its line and what was expected, and costs its row alone', async () => {
    const rows: [string, string][] = [
      ['jo@@example.org,,,,,,,', 'address: expected an email address'],
      [',,,,,,,', 'address: expected an email address'],
      [
        'a1@example.org,gone,,,,,,',
        'state: expected active, paused, pending, suspended, unsubscribed, or nothing, found “gone”',
      ],
      [
        'a2@example.org,,3 May 2024,x,,,,',
        'confirmed: expected an instant such as 2026-03-01T08:00:00Z, found “3 May 2024”',
      ],
      ['a3@example.org,,2999-01-01T00:00:00Z,x,,,,', 'confirmed: expected an instant that is past'],
      ['a4@example.org,,,,Kentt,,,', 'there is no authority “Kentt”. Did you mean “Kent”?'],
      ['a5@example.org,,,,,hourly,,', 'cadence: expected immediate, daily or weekly'],
      ['a6@example.org,,,,,daily,8am,', 'at a time such as 08:00'],
      ['a7@example.org,,,,,daily,,monday', 'on: expected nothing but for weekly digests'],
      ['a8@example.org,paused,,,,,,', 'paused_until: expected the instant at which the pause ends'],
      ['a9@example.org,,', 'expected 8 cells, as in the first line, found 3'],
      ['a10@example.org,,2024-02-30T00:00:00Z,x,,,,', 'confirmed: expected an instant'],
    ]
    const lines = [
      'address,state,confirmed,origin,authorities,cadence,at,on',
      ...rows.map(([row]) => row),
      `good@example.org,,${consent},,,,`,
    ]
    const { status, out, err } = await importing(lines)
    expect(status).toBe(1)
    for (const [index, [, message]] of rows.entries())
      expect(err).toMatch(new RegExp(`^list\\.csv:${index + 2}:1  .*${message.replaceAll(/[.?|()]/g, '\\$&')}`, 'm'))
    expect(out).toContain(`1 added (1 active), 0 known here and kept as they are, ${rows.length} faults.`)
    expect(await desk.store.subscribers.list()).toHaveLength(1)
  })

  test.each([
    ['in the middle of a cell', 'ann@example.org,a"b,'],
    ['that closes too early', 'ann@example.org,"a"b,'],
    ['that is opened and never closed', 'ann@example.org,"a,'],
    ['that an even number hides', 'ann@example.org,"a""b,c"d'],
    ['around a line break', 'ann@example.org,"a\nb",'],
  ])('a quotation mark %s costs its row, and none below it', async (_, row) => {
    const { status, err, out } = await importing([
      'address,confirmed,origin',
      row,
      good,
      `x${good}`,
      'left@example.org,,',
    ])
    expect(status).toBe(1)
    expect(err).toMatch(/^list\.csv:2:1 {2}expected a row on one line/m)
    expect(out).toContain('3 added (2 active, 1 pending)')
  })

  test.each([
    ['a column that is not known, which might say who left', 'address,Status', '“status”: rename or remove it'],
    ['no column of addresses', 'email,state', '“email”: rename or remove it'],
    ['no first line', 'ann@example.org,active', 'rename or remove it'],
    ['no addresses at all', 'state,origin', '“address” is missing'],
    ['a column twice', 'address,state,state', 'one stands there twice'],
    ['semicolons', 'address;state', 'with commas between'],
    ['a first line that cannot be read', 'address,"state', 'expected a row on one line'],
  ])('%s: nothing of the file is taken', async (_, head, message) => {
    const { status, out, err } = await importing([head, 'ann@example.org,active,', 'bea@example.org,active,'])
    expect({ status, out }).toEqual({ status: 1, out: '0 added, 0 known here and kept as they are, 1 fault.\n' })
    expect(err).toContain(message)
  })

  test('a file that is empty, not there, a folder, or no text is told as such', async () => {
    desk.write('list.csv', '')
    expect((await desk.run('subscribers', 'import', 'list.csv')).err).toContain('the file is empty')
    expect(await desk.run('subscribers', 'import', 'gone.csv')).toMatchObject({
      status: 1,
      err: 'gone.csv: expected a file that can be read; there is none\n',
    })
    expect((await desk.run('subscribers', 'import', 'config')).err).toContain('it is a folder')
    writeFileSync(path.join(desk.cwd, 'list.csv'), Buffer.from('address,origin\nann@example.org,caf\xe9\n', 'latin1'))
    expect((await desk.run('subscribers', 'import', 'list.csv')).err).toContain('list.csv:2:1  expected text in UTF-8')
  })

  test('rows of one address that disagree about who it is: the first counts', async () => {
    const { err } = await importing([
      'address,origin,confirmed,authorities',
      'ann@example.org,form,2024-05-03T10:00:00Z,Kent',
      'ann@example.org,phone,2024-05-03T10:00:00Z,Wirral',
    ])
    expect(err).toContain(
      'list.csv:3:1  origin: expected the same as in line 2, which has the same address, found “phone”',
    )
    expect((await find('ann@example.org'))?.subscriptions).toMatchObject([{ authorities: ['Kent'] }])
  })

  test('an id that somebody has here is not taken', async () => {
    await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed')
    const id = (await find('ann@example.org'))?.id ?? ''
    const { err } = await importing(['address,id', `bea@example.org,${id}`, 'cy@example.org,../x'])
    expect(err).toContain('id: expected one that nobody has here')
    expect(err).toContain('id: expected up to 64 letters, digits and hyphens')
    expect(await find('bea@example.org')).toBeUndefined()
    expect(await find('ann@example.org')).toMatchObject({ id })
  })

  test('what spreadsheets add in front is no part of it', async () => {
    writeFileSync(
      path.join(desk.cwd, 'list.csv'),
      `\uFEFFAddress,Confirmed,Origin\r\n"ann@example.org",2024-05-03T10:00:00Z,"'=1+1"\r\n\r\n`,
    )
    await desk.run('subscribers', 'import', 'list.csv')
    expect(await find('ann@example.org')).toMatchObject({ state: 'active', origin: '=1+1' })
  })
})

describe('the audit log', () => {
  test('notes an import with its file and what came of it, an export, and no address', async () => {
    desk.write('jo@example.org.csv', 'address\nann@example.org\n')
    await desk.run('subscribers', 'import', 'jo@example.org.csv')
    await desk.run('subscribers', 'export', 'out.csv')
    const entries = await desk.store.audit.list(new Date(0), 10)
    expect(entries).toMatchObject([
      { who: 'olga', did: 'subscribers export', outcome: 'done: 1 subscribers' },
      {
        did: 'subscribers import',
        on: ['jo at example.org.csv'],
        outcome: expect.stringContaining('1 added (1 pending)'),
      },
    ])
    expect(JSON.stringify(entries)).not.toContain('@')
  })
})

/** The same without a process around it, which takes longer than all the rest. */
const audit: Audit = async (_, change) => await change()
async function exported(): Promise<string> {
  let text = ''
  const stdout = { write: async (piece: string) => void (text += piece) }
  const { screen } = memoryScreen()
  await exportSubscribers({ stdout, writeFile: async () => undefined, store: desk.store, audit, screen })
  return text
}
async function imported(text: string) {
  const told = memoryScreen()
  let made = 0
  const status = await importSubscribers({
    file: 'list.csv',
    linesOfFile: async function* () {
      yield* text.trimEnd().split('\n')
    },
    config: testConfig(),
    store: desk.store,
    queues: desk.queues,
    audit,
    clock: () => new Date(),
    newId: () => `made-${++made}`,
    screen: told.screen,
  })
  return { status, complaints: told.complaints }
}
function memoryScreen() {
  const { io, err } = memoryIo()
  const screen = createScreen(io)
  return {
    screen,
    get complaints() {
      return err() === '' ? [] : err().split('\n')
    },
  }
}

describe('an export', () => {
  test('is for its owner alone, whole or not at all, and runs as no formula in a spreadsheet', async () => {
    const addresses = ['=cmd@example.org', '+a@example.org', '-b@example.org', "'=c@example.org"]
    for (const [index, address] of addresses.entries())
      await desk.store.subscribers.save(
        buildSubscriber({ id: `s${index}`, address, origin: '@SUM(A1)' }),
        0,
        new Date(),
      )
    writeFileSync(path.join(desk.cwd, 'out.csv'), 'old', { mode: 0o644 })
    expect(await desk.run('subscribers', 'export', 'out.csv')).toMatchObject({
      status: 0,
      out: '4 subscribers are in out.csv, which this user alone may read.\n',
    })
    const file = path.join(desk.cwd, 'out.csv')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(desk.cwd).filter((name) => name.includes('partial'))).toEqual([])
    const text = readFileSync(file, 'utf8')
    for (const cell of text.split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=+\-@\t\r]/)
    expect(text).toContain("''=c@example.org")
    expect((await desk.run('subscribers', 'export')).out).toBe(text)
    expect(await desk.run('subscribers', 'export', 'no/such/folder.csv')).toMatchObject({ status: 1 })
  })

  test('goes through an import exactly as it was', async () => {
    const { authorities, rules } = testConfig()
    const some = (names: readonly string[]) =>
      fc.option(fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 }))
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
    const cadence = fc.oneof(
      fc.constant({ kind: 'immediate' as const }),
      time.map((at) => ({ kind: 'daily' as const, at })),
      fc.tuple(time, fc.constantFrom(...weekdays)).map(([at, on]) => ({ kind: 'weekly' as const, at, on })),
    )
    const subscription = fc.record({
      authorities: some(authorities.names),
      regions: some(authorities.regions),
      rules: some([...rules.facts.keys()]),
      cadence,
      timeZone: fc.constantFrom('Europe/London', 'Europe/Paris', 'Pacific/Auckland'),
    })
    const past = fc
      .date({ min: new Date('2001-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString())
    const origin = fc
      .string({
        minLength: 1,
        maxLength: 60,
        unit: fc.oneof(
          fc.constantFrom('=', '+', '-', '@', "'", '"', ',', '|', '\t', ' ', '“', 'é'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
      })
      .map((text) => `${text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()}.`)
    const local = fc.stringMatching(/^[='+a-z0-9_-]{1,12}$/)
    const person = fc.record({
      state: fc.constantFrom(
        'active' as const,
        'paused' as const,
        'pending' as const,
        'suspended' as const,
        'unsubscribed' as const,
      ),
      local,
      origin,
      confirmed: past,
      created: past,
      ends: fc.date({ min: new Date('2030-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
      subscriptions: fc.array(subscription, { minLength: 1, maxLength: 3 }),
      isBare: fc.boolean(),
    })
    const check = async (people: (typeof person extends fc.Arbitrary<infer P> ? P : never)[]) => {
      await desk.redis.flushall()
      for (const [index, { state, local: name, ends, subscriptions, isBare, confirmed, ...rest }] of people.entries()) {
        const isOut = state === 'suspended' || state === 'unsubscribed'
        const subscriber = buildSubscriber({
          ...rest,
          id: `id-${index}`,
          address: `${name}@example.org`,
          state,
          confirmed: state === 'pending' || (isOut && isBare) ? null : confirmed,
          pausedUntil: state === 'paused' ? ends.toISOString() : null,
          subscriptions:
            isOut && isBare
              ? []
              : subscriptions.map((one, place) => buildSubscription({ ...one, id: `sub-${index}-${place}` })),
        })
        expect(await desk.store.subscribers.save(subscriber, 0, new Date())).toBe('written')
      }
      const text = await exported()
      const load = async () =>
        (await Promise.all((await desk.store.subscribers.list()).map((id) => desk.store.subscribers.load(id))))
          .map((record) => record?.subscriber)
          .map((one) => ({ ...one, subscriptions: one?.subscriptions.map((wants) => ({ ...wants, id: null })) }))
          .toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
      const before = await load()
      await desk.redis.flushall()
      expect(await imported(text)).toEqual({ status: 0, complaints: [] })
      expect(await load()).toEqual(before)
      expect(await exported()).toBe(text)
    }
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(person, { minLength: 1, maxLength: 8, selector: ({ local: name }) => name }),
        check,
      ),
      { numRuns: 25 },
    )
  })
})
