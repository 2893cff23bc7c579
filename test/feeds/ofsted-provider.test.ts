import { describe, expect, it, test } from 'vitest'
import { kindOf } from '../../src/feeds/ofsted-kinds.ts'
import { parseProviderPage } from '../../src/feeds/ofsted-provider.ts'

const at = 'https://reports.ofsted.gov.uk/provider/44/80429'
const now = new Date('2026-11-21T12:00:00Z')
const read = (html: string) => parseProviderPage(html, at, now)

const link = (href: string, hidden: string, shown = '') =>
  `<li><a class="publication-link" href="${href}">${shown}<span class="nonvisual">${hidden}</span></a></li>`

describe('a provider’s page', () => {
  it('lists its files with number, title and day, the newest first', () => {
    const html =
      link(
        'https://files.ofsted.gov.uk/v1/file/50309857',
        "Children's services inspection, pdf - 03 August 2026",
        'Report',
      ) +
      link(
        'https://files.api.ofsted.gov.uk/v1/file/50254321',
        'Children’s services focused visit, pdf - 01 August 2024',
      )
    expect(read(html)).toEqual({
      unreadable: 0,
      files: [
        {
          number: '50309857',
          url: 'https://files.ofsted.gov.uk/v1/file/50309857',
          title: "Children's services inspection",
          published: '2026-08-03',
        },
        {
          number: '50254321',
          url: 'https://files.api.ofsted.gov.uk/v1/file/50254321',
          title: "Children's services focused visit",
          published: '2024-08-01',
        },
      ],
    })
  })

  it('lists a file once that is on two hosts', () => {
    const words = "Children's services inspection, pdf - 03 August 2026"
    const html =
      link('https://files.ofsted.gov.uk/v1/file/1', words) + link('https://files.api.ofsted.gov.uk/v1/file/1', words)
    expect(read(html)?.files).toHaveLength(1)
  })

  it('still lists a file whose words cannot be read, and counts it', () => {
    expect(read(link('https://files.ofsted.gov.uk/v1/file/7', 'opens in a new tab', 'Latest report'))).toMatchObject({
      unreadable: 1,
      files: [{ number: '7', title: 'Latest report', published: null }],
    })
  })

  it('reads title and day from the link itself where nothing is hidden', () => {
    const html =
      '<a href="https://files.ofsted.gov.uk/v1/file/7">Joint area child protection inspection, pdf - 30 January 2024</a>'
    expect(read(html)?.files).toMatchObject([
      { title: 'Joint area child protection inspection', published: '2024-01-30' },
    ])
  })

  test.each([
    'https://evil.example/v1/file/1',
    'https://files.ofsted.gov.uk.evil.example/v1/file/1',
    'http://files.ofsted.gov.uk/v1/file/1',
    'https://files.ofsted.gov.uk/v1/file/latest',
  ])('does not lead to %s', (href) => {
    expect(read(link(href, "Children's services inspection, pdf - 03 August 2026"))).toEqual({
      files: [],
      unreadable: 1,
    })
  })
})

test.each([
  ["Children's services inspection", 'inspection'],
  ["Inspection of local authority children's services", 'inspection'],
  ["Children's services focused visit", 'focused-visit'],
  ["Children's services monitoring visit", 'monitoring-visit'],
  ['Joint area child protection inspection', 'joint-inspection'],
  ['Area SEND full inspection', 'other'],
  ['Joint local area SEND revisit', 'other'],
  ['Learning and skills inspection', 'other'],
  ['Open the document', null],
])('%s is of the kind %s', (title, kind) => expect(kindOf(title)).toBe(kind))
