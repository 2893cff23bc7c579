// count-tests.mjs FAILED_CHECKS REPORT STATUS [REPORT STATUS]...: says "N passed, N failed" from vitest's JSON reports, each with the status that vitest
// ended with. Exit status 0 only if there were tests in each and nothing failed.
import { readFileSync } from 'node:fs'

const [failedChecks, ...rest] = process.argv.slice(2)
const runs = Array.from({ length: rest.length / 2 }, (_, run) => {
  const [file, status] = rest.slice(2 * run)
  const { passed, failed } = count(read(file))
  // vitest can end badly with no failed test: an error outside every test, or a report that was never written.
  const isUnseen = failed === 0 && (status !== '0' || passed === 0)
  return { passed, failed: failed + (isUnseen ? 1 : 0) }
})
const passed = runs.reduce((sum, run) => sum + run.passed, 0)
const failed = runs.reduce((sum, run) => sum + run.failed, Number(failedChecks))

if (passed === 0) console.log('no test has passed')
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = passed > 0 && failed === 0 ? 0 : 1

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { testResults: [] }
  }
}

function count({ testResults }) {
  const tests = testResults.flatMap((result) => result.assertionResults)
  // A file that could not be loaded holds no tests and counts as one failure.
  const broken = testResults.filter(
    (result) => result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length + broken.length,
  }
}
