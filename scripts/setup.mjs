// Makes a fresh clone ready: packages, and a redis-server or valkey-server. What is there already is left alone.
// Needs nothing but Node.js and npm, so it may import only what comes with Node.js.
//   --packages-only   leaves Redis out
//   --browser         looks for a Chromium as well, which the tests in browsers need
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Programs that are not npm's to install, and how systems call the packages that have them. */
const redis = {
  commands: ['redis-server', 'valkey-server'],
  packages: {
    'apt-get': ['redis-server', 'valkey-server'],
    apk: ['redis', 'valkey'],
    dnf: ['redis', 'valkey'],
    brew: ['redis', 'valkey'],
  },
  byHand: {
    darwin: 'Install Homebrew (https://brew.sh), then run: brew install redis',
    win32:
      'Redis does not run on Windows itself: use WSL 2 (https://learn.microsoft.com/windows/wsl), or Docker with compose.yaml.',
    linux:
      "Install the package redis (or valkey) with your system's package manager, so that redis-server is on the PATH.",
  },
}
const chromium = {
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  file:
    process.env.CHROMIUM_PATH ??
    (process.env.SETUP_SEARCH_ONLY_PATH ? undefined : '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  packages: { 'apt-get': ['chromium'], apk: ['chromium'], dnf: ['chromium'] },
  byHand: {
    linux: "Install Chromium with your system's package manager, or set CHROMIUM_PATH to a browser of its kind.",
    darwin: 'Install Google Chrome, or set CHROMIUM_PATH to a browser of its kind.',
  },
}

checkNode()
installPackages()
if (!process.argv.includes('--packages-only')) install(redis)
if (process.argv.includes('--browser')) install(chromium)

function checkNode() {
  const wanted = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '')
  const [major, minor] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number)
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  stop(`Node.js ${wanted} or newer is needed; this is ${process.versions.node}. See https://nodejs.org/en/download`)
}

/** npm writes node_modules/.package-lock.json last: it is missing after a broken install, and older than the lock after a pull. */
function installPackages() {
  const installed = modified(path.join(root, 'node_modules', '.package-lock.json'))
  if (
    installed >= modified(path.join(root, 'package-lock.json')) &&
    existsSync(path.join(root, 'node_modules', '.bin', 'vitest'))
  )
    return
  say('installing packages (npm ci)')
  // NODE_ENV=production would leave out the compiler and the tests' tools.
  const npm = process.env.npm_execpath
  const [command, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const { status } = run(command, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund'])
  if (status !== 0) stop('npm ci failed: see the messages above. It needs the npm registry, or a full npm cache.')
}

function install(program) {
  if (isFound(program)) return
  const [wanted] = program.commands
  const none = `no ${program.commands.slice(0, 2).join(' or ')} was found`
  const managers = [
    {
      command: 'apt-get',
      install: (name) => ['apt-get', 'install', '-y', '--no-install-recommends', name],
      refresh: ['apt-get', 'update'],
    },
    { command: 'apk', install: (name) => ['apk', 'add', '--no-cache', name] },
    { command: 'dnf', install: (name) => ['dnf', 'install', '-y', name] },
    { command: 'brew', install: (name) => ['brew', 'install', name], asUser: true },
  ]
  const manager = managers.find(({ command }) => command in program.packages && onPath(command))
  if (manager === undefined) stop(`${none}. ${advice(program)}`)
  const { command, install: installing, refresh, asUser } = manager
  const names = program.packages[command]

  const isRoot = process.getuid?.() === 0
  if (!isRoot && !asUser && !onPath('sudo'))
    stop(`${none}, and ${command} needs root. As root, run: ${installing(names[0]).join(' ')}`)
  const prefix = isRoot || asUser ? [] : ['sudo', '-n']
  const attempt = (words) => {
    const [first, ...args] = [...prefix, ...words]
    return run(first, args, { DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' }).status === 0
  }

  for (const name of names) {
    say(`installing ${name} (${command})`)
    // The list of packages is fetched only where the one at hand is missing or too old to serve.
    if (attempt(installing(name)) || (refresh !== undefined && attempt(refresh) && attempt(installing(name)))) {
      if (isFound(program)) return
    }
  }
  stop(
    `${command} could not install a ${wanted}. ${advice(program, `${prefix[0] ?? ''} ${installing(names[0]).join(' ')}`.trim())}`,
  )
}

function isFound({ commands, file }) {
  return commands.some(onPath) || (file !== undefined && existsSync(file))
}

function advice({ byHand }, command) {
  if (command !== undefined) return `Install it by hand and start again: ${command.replace('sudo -n', 'sudo')}`
  return byHand[process.platform] ?? byHand.linux
}

function onPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  // Servers and Homebrew are at times in folders that are not on everybody's PATH. For its tests, setup looks at the PATH alone.
  const more = process.env.SETUP_SEARCH_ONLY_PATH ? [] : ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']
  return [...folders, ...more].some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function run(command, args, env = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
}

function say(message) {
  console.error(`setup: ${message}`)
}

function stop(message) {
  console.error(`setup: ${message}`)
  process.exit(1)
}
