import { expect, test } from 'vitest'
import { snsHostOf } from '../../src/config/sns-topic.ts'

test.each([
  ['arn:aws:sns:eu-west-2:123456789012:bounces', 'sns.eu-west-2.amazonaws.com'],
  ['arn:aws:sns:ap-southeast-4:123456789012:a_b-C', 'sns.ap-southeast-4.amazonaws.com'],
  ['arn:aws-us-gov:sns:us-gov-west-1:123456789012:bounces', 'sns.us-gov-west-1.amazonaws.com'],
  ['arn:aws-cn:sns:cn-north-1:123456789012:bounces', 'sns.cn-north-1.amazonaws.com.cn'],
  ['arn:aws:sqs:eu-west-2:123456789012:bounces', null],
  ['arn:aws:sns:eu-west-2.evil.com/:123456789012:bounces', null],
  ['arn:aws:sns:eu-west-2:123456789012:bounces.fifo', null],
  ['arn:aws:sns:eu-west-2:123456789012:bounces\nx', null],
  ['', null],
])('of %s the host is %s', (arn, host) => {
  expect(snsHostOf(arn)).toBe(host)
})
