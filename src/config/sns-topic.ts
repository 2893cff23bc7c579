/** Name of a standard topic of Amazon SNS; those that keep an order (`.fifo`) post to no web address. */
const topicArn = /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}):\d{12}:[\w-]{1,256}$/

/** The host of Amazon SNS that speaks for this topic, `sns.eu-west-2.amazonaws.com`; null where that is no topic. */
export function snsHostOf(arn: string): string | null {
  const [, partition, region] = topicArn.exec(arn) ?? []
  if (region === undefined) return null
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`
}
