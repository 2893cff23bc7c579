import { expect, test } from 'vitest'
import { checkWebhooks } from '../../src/cli/doctor-checks.ts'
import { Env } from '../../src/config/env.ts'
import { Settings } from '../../src/config/settings.ts'

const topics = ['arn:aws:sns:eu-west-2:123456789012:bounces']
const check = (env: object, ses: object = {}) => checkWebhooks(Env.parse(env), Settings.parse({ webhooks: { ses } }))
const PUBLIC_URL = 'https://alerts.example.org'
const MAILGUN_SIGNING_KEY = 'key-of-a-test-0123456789abcdef'

test('where mail providers post is said once they are set up', () => {
  expect(check({ PUBLIC_URL })).toEqual([])
  expect(check({ PUBLIC_URL, MAILGUN_SIGNING_KEY }, { topics })).toEqual([
    {
      state: 'ok',
      what: expect.stringContaining(`${topics[0]}) is to post what came back to ${PUBLIC_URL}/webhooks/ses`),
    },
    { state: 'ok', what: `Mailgun is to post what came back to ${PUBLIC_URL}/webhooks/mailgun` },
  ])
})

test.each(['http://alerts.example.org', 'http://localhost:8080'])('at %s they could not', (url) => {
  expect(check({ PUBLIC_URL: url, MAILGUN_SIGNING_KEY })).toEqual([expect.objectContaining({ state: 'must' })])
})
