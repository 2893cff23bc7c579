import { caniemail } from 'caniemail'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { everyMail } from './every-mail.ts'

const mails = Object.entries(everyMail).flatMap(([name, { html }]) => (html === null ? [] : [[name, html] as const]))

test('mails have HTML, but for those that are plain text', () => {
  expect(Object.keys(everyMail).filter((name) => everyMail[name]?.html === null)).toEqual(['confirmation'])
})

describe('the HTML of mails is valid', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Mail programs throw `style` elements away, and a style in an attribute stays (src/emails/styles.ts).
      'no-inline-style': 'off',
      // Outlook for Windows centres and bounds tables by `align` and `width` alone.
      'no-deprecated-attr': 'off',
      // Outlook for Windows gives elements that are newer than itself no borders and margins; a `div` with a role has them.
      'prefer-native-element': ['error', { exclude: ['contentinfo'] }],
      // Every program puts them there by itself, and 300 events have little room.
      'prefer-tbody': 'off',
      'doctype-style': 'off',
    },
  })

  test.each(mails)('%s', (_, html) => {
    const { results } = validator.validateStringSync(html)
    const faults = results.flatMap(({ messages }) => messages)
    expect(faults.map(({ ruleId, message, selector }) => `${ruleId}: ${message}: ${selector}`)).toEqual([])
  })
})

/** What people read them with. Of Thunderbird and others the list of caniemail.com has gaps. */
const clients = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'aol.*',
  'samsung-email.*',
  'protonmail.*',
  'fastmail.*',
] as const

const outlook = ['outlook.windows', 'outlook.windows-mail']
const yahoo = ['yahoo.android', 'yahoo.desktop-webmail', 'yahoo.ios']
const aol = ['aol.android', 'aol.desktop-webmail', 'aol.ios']
const proton = ['protonmail.android', 'protonmail.desktop-webmail', 'protonmail.ios']

/** What some of them do not know at all, and why a mail is good without it. */
const withoutHarm: Record<string, readonly string[]> = {
  // Without the style element there is one column of black letters on white, by the styles in attributes.
  '<style> element': ['gmail.mobile-webmail'],
  'Class selector': ['gmail.mobile-webmail', 'protonmail.desktop-webmail', 'protonmail.ios'],
  'Descendant combinator': ['gmail.mobile-webmail', 'protonmail.desktop-webmail', 'protonmail.ios'],
  'Type selector': ['gmail.mobile-webmail', 'protonmail.desktop-webmail', 'protonmail.ios'],
  // Without media queries: the colours of a light screen, and the wider margin also on a phone.
  '@media': ['gmail.mobile-webmail', ...outlook],
  // The preheader is then the first line, which says something true.
  'display:none': ['gmail.mobile-webmail'],
  // The ground is then the program's own; that of the page is set on a table cell.
  '<body> element': [
    'aol.android',
    'aol.ios',
    'fastmail.desktop-webmail',
    'outlook.macos',
    ...proton,
    'yahoo.android',
    'yahoo.ios',
  ],
  // Long words, of addresses mostly, are then cut by one of the two, by the program itself, or make the page wider.
  'overflow-wrap': [
    'aol.desktop-webmail',
    'gmail.android',
    'gmail.desktop-webmail',
    'gmail.ios',
    'outlook.android',
    'outlook.ios',
    ...outlook,
    ...yahoo,
  ],
  'word-break': [...aol, 'outlook.windows-mail', ...yahoo],
  // Square corners; an underlined button; “declined” on two lines.
  'border-radius': outlook,
  'text-decoration': ['protonmail.ios'],
  'white-space': [...outlook, 'samsung-email.android'],
  // Tables that lay out are then told as tables, and an arrow is told beside the word that says the same.
  'role attribute': ['outlook.windows-mail'],
  'aria-hidden attribute': [...aol, 'outlook.windows-mail', ...yahoo],
  // Not asked for: caniemail finds them in line-height and overflow-wrap.
  'height property': [...aol, ...yahoo],
  overflow: outlook,
}

describe('mail programs', () => {
  test('are asked for nothing new that one of them does not know', () => {
    const found = new Map<string, Set<string>>()
    for (const [, html] of mails) {
      const { issues } = caniemail({ clients: [...clients], html })
      for (const [client, list] of issues.errors)
        for (const { title } of list) found.set(title, (found.get(title) ?? new Set<string>()).add(client))
    }
    const unknown = Object.fromEntries([...found].map(([title, by]) => [title, [...by].toSorted()]))
    const accepted = Object.entries(withoutHarm).map(([title, by]) => [title, by.toSorted()])
    expect(unknown).toEqual(Object.fromEntries(accepted))
  })
})
