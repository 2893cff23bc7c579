// count-tests.mjs REPORT STATUS FAILED_CHECKS: says "N passed, N failed" from vitest's JSON report. Exit status 0 only if there were tests and nothing failed.
import { readFileSync } from 'node:fs'

const [file, status, failedChecks] = process.argv.slice(2)
const { passed, failed } = count(read(file))
// vitest can end badly with no failed test: an error outside every test, or a report that was never written.
const unseen = status !== '0' && failed === 0 ? 1 : 0
const allFailed = failed + unseen + Number(failedChecks)

if (passed + failed === 0) console.log('no test has run')
console.log(`${passed} passed, ${allFailed} failed`)
process.exitCode = passed > 0 && allFailed === 0 ? 0 : 1

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
