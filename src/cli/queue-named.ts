import { jobs, type Job } from '../jobs/jobs.ts'

/** Names of all queues, in the order of the way from a feed to an inbox. */
export const queueNames: string[] = Object.values(jobs).map(({ name }) => name)

/** The kind of work that waits in this queue. Throws for a name that is none: commander has checked it before. */
export function queueNamed(name: string): Pick<Job, 'name'> {
  const job = Object.values(jobs).find((one) => one.name === name)
  if (job === undefined) throw new Error(`expected one of ${queueNames.join(', ')}, got ${name}`)
  return job
}
