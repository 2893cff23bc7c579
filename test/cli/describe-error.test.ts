import { createConnection } from 'node:net'
import { expect, test } from 'vitest'
import { describeError } from '../../src/cli/describe-error.ts'

test('causes are told after the message', () => {
  expect(describeError(new Error('the port is taken', { cause: new Error('EADDRINUSE') }))).toBe(
    'the port is taken: EADDRINUSE',
  )
})

test('a refused connection, which has no message of its own, is told by what it holds', async () => {
  const error = await new Promise((failed) =>
    createConnection({ port: 1, host: 'localhost', autoSelectFamily: true }).on('error', failed),
  )
  expect(describeError(error)).toContain('ECONNREFUSED')
})
