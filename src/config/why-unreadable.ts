/** Why a file could not be read, in words of people who have no system's manual at hand. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  switch ('code' in error ? error.code : null) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is none'
    case 'EACCES':
    case 'EPERM':
      return 'this user may not read it'
    case 'EISDIR':
      return 'it is a folder'
    case 'ERR_STRING_TOO_LONG':
    case 'ERR_FS_FILE_TOO_LARGE':
      return 'it is too large'
    default:
      return error.message
  }
}
