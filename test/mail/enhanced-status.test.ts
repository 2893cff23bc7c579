import { expect, test } from 'vitest'
import { judgeStatus, statusOf } from '../../src/mail/enhanced-status.ts'

test.each(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1'])('%s speaks of the address', (status) => {
  expect(judgeStatus(status)).toBe('hard')
})

test.each(['5.7.1', '5.7.26', '4.7.0', '5.7.509', '5.1.7', '5.1.8', '5.6.0'])('%s speaks of us', (status) => {
  expect(judgeStatus(status)).toBe('policy')
})

test.each([
  '4.1.1',
  '4.2.1',
  '4.2.2',
  '5.2.2',
  '4.4.1',
  '4.4.7',
  '5.0.0',
  '5.1.0',
  '5.1.4',
  '5.2.0',
  '5.3.0',
  '5.4.1',
  '5.4.4',
  '5.5.0',
  '5.1.100',
  '2.1.1',
  '',
  null,
])('%s may pass', (status) => {
  expect(judgeStatus(status)).toBe('soft')
})

test.each([
  ['5.1.1', '', '5.1.1'],
  [' 5.1.1 (bad destination mailbox)', '550 5.2.1 x', '5.1.1'],
  ['5.0.0', '550 5.1.1 no such user', '5.1.1'],
  ['5.0.0', '550-5.1.1 no such user', '5.1.1'],
  ['', '550 #5.1.0 Address rejected.', '5.1.0'],
  ['', 'mx.example.net[192.0.2.1] said: 452 4.2.2 full', '4.2.2'],
  ['5.0.0', '550 no such user at 5.1.1.7', '5.0.0'],
  ['5.0.0', '550 5.1.1.7 is no address of ours', '5.0.0'],
  ['5.1.1.1', '', null],
  ['nonsense', 'nonsense', null],
])('the status of %j with the reply %j is %j', (field, diagnostic, expected) => {
  expect(statusOf(field, diagnostic)).toBe(expected)
})
