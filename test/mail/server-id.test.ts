import { expect, test } from 'vitest'
import { serverIdOf } from '../../src/mail/server-id.ts'

const id = '0102018f5e3a1b2c-1a2b3c4d-1234-5678-9abc-def012345678-000000'

test.each([
  [`250 Ok ${id}`, id],
  [`250 Ok ${id}\r\n`, id],
  ['250 2.0.0 Ok: queued as 4XyZ1234', null],
  ['250 Great success', null],
  ['2026-03-29T070000Z-0123456789ab.eml', null],
  [`250 Ok ${'0'.repeat(5000)}`, null],
])('%s names the message %s', (response, expected) => {
  expect(serverIdOf(response)).toBe(expected)
})
