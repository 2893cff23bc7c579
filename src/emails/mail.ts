/** What a mail says, in two forms written for their readers. */
export type Mail = {
  /** One line. */
  subject: string
  text: string
  html: string
}
