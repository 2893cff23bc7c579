import { expect, test } from 'vitest'
import { createKeptFeeds } from '../../src/web/kept-feeds.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'

test('a feed is written once, and anew when an event, a source of it or the configuration is another', () => {
  const keep = createKeptFeeds()
  const config = {}
  let written = 0
  const ask = (event = buildEvent(), of: object = config) => keep('feed', of, [event], () => String((written += 1)))
  expect([ask(), ask(buildEvent())]).toEqual(['1', '1'])
  expect(ask(buildEvent({ revision: 2 }))).toBe('2')
  expect(ask(buildEvent({ sources: [buildSource({ title: 'Put right' })] }))).toBe('3')
  expect(ask(buildEvent({ sources: [buildSource({ title: 'Put right' })] }), {})).toBe('4')
})

test('of many feeds those asked for lately are kept', () => {
  const keep = createKeptFeeds()
  const config = {}
  let written = 0
  const ask = (name: string) => keep(name, config, [], () => String((written += 1)))
  ask('all')
  for (let at = 0; at < 100; at += 1) {
    ask(`other ${at}`)
    expect(ask('all')).toBe('1')
  }
  const before = written
  ask('other 0')
  expect(written).toBe(before + 1)
})
