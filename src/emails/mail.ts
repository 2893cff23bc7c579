/** What a mail says, in one or two forms written for their readers. */
export type Mail = {
  /** One line. */
  subject: string
  text: string
  /** Null: the text is all there is. */
  html: string | null
}
