import { domainToASCII } from 'node:url'
import { z } from 'zod'

type Reading = { ok: true; address: string } | { ok: false; message: string }

const example = 'Enter an email address such as jo@example.org'

/** RFC 5321, 4.5.3.1. */
const mostLocal = 64
const mostAddress = 254

/** What HTML takes for an address (zod keeps it), as browsers check it too: no comments, quotes, line breaks or second address. */
const Syntax = z.email({ pattern: z.regexes.html5Email })

/**
 * An address that somebody typed, as it is written and mailed to: without spaces around, its domain in ASCII (`münchen.example` is
 * `xn--mnchen-3ya.example`). Part and `+tag` before the @ stay as typed.
 */
export function readMailAddress(text: string): Reading {
  const typed = text.trim()
  if (typed === '') return { ok: false, message: example }
  const at = typed.lastIndexOf('@')
  const local = typed.slice(0, at)
  const domain = typed.slice(at + 1)
  if (at < 1) return { ok: false, message: `${example}: the @ is missing, or what stands before it` }
  if (/[^\x21-\x7e]/.test(local))
    return { ok: false, message: `${example}: before the @ we can only use letters without accents, digits and signs` }
  // URLs unpack %41 and the like, which no address means.
  const ascii = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) ? domainToASCII(domain) : ''
  const address = `${local}@${ascii}`
  const isDotted = !/^\.|\.\.|\.$/.test(local) && /\.[^.]*[^\d.][^.]*$/.test(ascii)
  if (!isDotted || !Syntax.safeParse(address).success) return { ok: false, message: example }
  if (local.length > mostLocal || address.length > mostAddress)
    return { ok: false, message: `${example}: this one is longer than addresses can be` }
  return { ok: true, address }
}

/** The inbox behind an address, for counting: `jo+news@example.org` and `Jo@example.org` are one. */
export function inboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at).replace(/(.)\+.*$/s, '$1')}${address.slice(at)}`.toLowerCase()
}
