import { jobs, type Job } from '../jobs/jobs.ts'

/** The kind of work that waits in this queue. Throws for a name that is none: commander has checked it before. */
export function queueNamed(name: string): Pick<Job, 'name'> {
  const job = Object.values(jobs).find((one) => one.name === name)
  if (job === undefined) throw new Error(`expected the name of a queue, got ${name}`)
  return job
}
