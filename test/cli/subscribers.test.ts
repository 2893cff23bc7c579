import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLinks } from '../../src/links.ts'
import { runCli } from '../../src/cli.ts'
import { memoryIo } from './memory-io.ts'
import { operatorsDesk, secret } from './command-line.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())

const find = async (address: string) => (await desk.store.subscribers.findByAddress(address))?.subscriber

describe('subscribers add', () => {
  test('leaves them pending and prints the link that confirms', async () => {
    const { status, out } = await desk.run('subscribers', 'add', 'ann@example.org')
    expect(status).toBe(0)
    const ann = await find('ann@example.org')
    expect(ann).toMatchObject({
      state: 'pending',
      confirmed: null,
      origin: 'operator, command line',
      subscriptions: [
        {
          authorities: null,
          regions: null,
          rules: null,
          cadence: { kind: 'daily', at: '08:00' },
          timeZone: 'Europe/London',
        },
      ],
    })
    const token = out.trim().split('/confirm/')[1] ?? ''
    const links = createLinks({ publicUrl: 'http://localhost:8080', secret })
    expect(links.verify(token, 'confirm', new Date())).toEqual({ subscriberId: ann?.id })
    expect(links.verify(token, 'confirm', new Date(Date.now() + 8 * 86_400_000))).toBeNull()
  })

  test('mails them the link, and nothing else', async () => {
    const { out } = await desk.run('subscribers', 'add', 'mia@example.org', '--authority', 'Sandwell')
    const [file] = readdirSync(desk.env.OUTBOX_DIR).filter((name) => {
      return (
        name.endsWith('.eml') &&
        readFileSync(path.join(desk.env.OUTBOX_DIR, name), 'utf8').includes('To: mia@example.org')
      )
    })
    const mail = await simpleParser(readFileSync(path.join(desk.env.OUTBOX_DIR, file ?? '')))
    expect(mail.text).toContain(out.trim().split('\n').at(-1))
    expect(mail.text).toContain('everything we watch in Sandwell, each day at 08:00')
    expect(mail.text).toMatch(/asked on \d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d for/)
    expect(mail.text).toMatch(/The link works for 7 days, until \d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d\./)
    expect(mail.headers.has('list-unsubscribe')).toBe(false)
  })

  test('says so when the mail server cannot be reached, still gives the link, and ends with 1', async () => {
    const { status, out } = await desk.runWith(
      { SMTP_URL: 'smtp://127.0.0.1:1' },
      'subscribers',
      'add',
      'nia@example.org',
    )
    expect(status).toBe(1)
    expect(out).toContain('could not be sent')
    expect(out).toContain('/confirm/')
  })

  test('with --confirmed they are active, and who answers for their consent is noted', async () => {
    await desk.run('subscribers', 'add', 'bea@example.org', '--confirmed')
    const bea = await find('bea@example.org')
    expect(bea).toMatchObject({ state: 'active', origin: 'operator, with consent' })
    expect((await desk.store.windows.load(bea!.id)).due.size).toBe(1)
  })

  test('takes authorities, regions and rules in any case, and a weekly time', async () => {
    const options =
      '--authority sandwell --authority Wirral --region london --rule rating-change --cadence weekly --on friday --at 07:30 --time-zone Europe/Paris'
    expect(await desk.run('subscribers', 'add', 'cy@example.org', ...options.split(' '))).toMatchObject({ status: 0 })
    expect((await find('cy@example.org'))?.subscriptions).toMatchObject([
      {
        authorities: ['Sandwell', 'Wirral'],
        regions: ['London'],
        rules: ['rating-change'],
        cadence: { kind: 'weekly', on: 'friday', at: '07:30' },
        timeZone: 'Europe/Paris',
      },
    ])
  })

  test('names everything it does not know at once, with the nearest, and adds nobody', async () => {
    const options = '--authority Sandwel --region Londn --rule rating-chagne --time-zone Europe/Nowhere --on monday'
    const { status, err } = await desk.run('subscribers', 'add', 'not-an-address', ...options.split(' '))
    expect(status).toBe(1)
    for (const hint of ['not-an-address', '“Sandwell”', '“London”', '“rating-change”', 'Europe/Nowhere', '--on'])
      expect(err).toContain(hint)
    expect(await find('not-an-address')).toBeUndefined()
  })

  test('an address that is there already stays as it is, whatever its case', async () => {
    await desk.run('subscribers', 'add', 'dee@example.org', '--confirmed')
    const { status, err } = await desk.run('subscribers', 'add', 'Dee@Example.org', '--authority', 'Kent')
    expect(status).toBe(1)
    expect(err).toContain('subscribers remove')
    expect((await find('dee@example.org'))?.subscriptions[0]?.authorities).toBeNull()
  })

  test('somebody pending stays pending, with what was asked for them first', async () => {
    await desk.run('subscribers', 'add', 'dot@example.org', '--authority', 'Kent')
    expect(await desk.run('subscribers', 'add', 'dot@example.org', '--confirmed')).toMatchObject({ status: 1, out: '' })
    expect(await find('dot@example.org')).toMatchObject({
      state: 'pending',
      subscriptions: [{ authorities: ['Kent'] }],
    })
  })

  test('somebody who unsubscribed may come back, as pending again', async () => {
    await desk.run('subscribers', 'add', 'eve@example.org', '--confirmed')
    await desk.run('subscribers', 'remove', 'eve@example.org')
    const before = await find('eve@example.org')
    expect(await desk.run('subscribers', 'add', 'eve@example.org', '--authority', 'Kent')).toMatchObject({ status: 0 })
    expect(await find('eve@example.org')).toMatchObject({
      id: before?.id,
      state: 'pending',
      confirmed: null,
      subscriptions: [{ authorities: ['Kent'] }],
    })
  })
})

describe('subscribers list and remove', () => {
  test('the list shows address, state and what they get', async () => {
    await desk.run(
      'subscribers',
      'add',
      'fay@example.org',
      '--confirmed',
      '--region',
      'London',
      '--cadence',
      'immediate',
    )
    const { out } = await desk.run('subscribers', 'list')
    expect(out).toMatch(
      /^fay@example\.org +active +\d{4}-\d\d-\d\d \d\d:\d\d +every rule for London, immediately +\S+$/m,
    )
  })

  test('removing unsubscribes at once and keeps the record', async () => {
    await desk.run('subscribers', 'add', 'gus@example.org', '--confirmed')
    const gus = await find('gus@example.org')
    expect(await desk.run('subscribers', 'remove', gus!.id)).toMatchObject({
      status: 0,
      out: 'gus@example.org is unsubscribed: nothing more is sent.\n',
    })
    expect(await find('gus@example.org')).toMatchObject({ state: 'unsubscribed' })
    expect((await desk.store.windows.load(gus!.id)).cursors.size).toBe(0)
  })

  test('the beginning of an id is enough, and the list shows ids whole', async () => {
    await desk.run('subscribers', 'add', 'hal@example.org', '--confirmed')
    const { id = '' } = (await find('hal@example.org')) ?? {}
    const { io, out } = memoryIo({ cwd: desk.cwd, env: desk.env, isTTY: true, columns: 80 })
    await runCli(['subscribers', 'list'], io)
    expect(out()).toContain(id)
    expect(await desk.run('subscribers', 'remove', id.slice(0, 13))).toMatchObject({ status: 0 })
    expect(await find('hal@example.org')).toMatchObject({ state: 'unsubscribed' })
  })

  test('somebody unknown is said to be so', async () => {
    expect(await desk.run('subscribers', 'remove', 'nobody@example.org')).toMatchObject({ status: 1, out: '' })
  })
})
