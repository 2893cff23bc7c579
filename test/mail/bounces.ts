/** What came back, and of whom it speaks. */
type Given = {
  /** Of the message that came back, with its brackets. */
  messageId?: string
  /** The address that failed. */
  to?: string
  action?: string
  status?: string
  diagnostic?: string
}

type Whole = Required<Given>

const crlf = (text: string) => text.replaceAll(/\r?\n/g, '\r\n')

const whole = (given: Given, defaults: Partial<Whole>): Whole => ({
  messageId: '<d1@example.org>',
  to: 'ann@example.net',
  action: 'failed',
  status: '5.1.1',
  diagnostic: 'smtp; 550 5.1.1 no such user',
  ...defaults,
  ...given,
})

/** The headers of a digest, as other servers pass them on. */
const digestHeaders = ({
  messageId,
  to,
}: Pick<Whole, 'messageId' | 'to'>) => `List-Unsubscribe: <https://alerts.example.org/unsubscribe/a.b>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
X-Delivery: ${messageId}
From: Ofsted alerts <alerts@example.org>
To: ${to}
Subject: Sandwell: remains Inadequate
Message-ID: ${messageId}
Date: Sun, 29 Mar 2026 07:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8`

/** As Postfix 3 writes it (bounce(8)): the headers alone of what came back. */
export function postfixBounce(given: Given = {}): string {
  const { messageId, to, action, status, diagnostic } = whole(given, {
    diagnostic: `smtp; 550 5.1.1 <${given.to ?? 'ann@example.net'}>: Recipient address rejected: User\n    unknown in virtual mailbox table`,
  })
  return crlf(`Return-Path: <>
Received: by mail.example.org (Postfix)
\tid 9F0B21C0042; Sun, 29 Mar 2026 07:00:05 +0000 (UTC)
Date: Sun, 29 Mar 2026 07:00:05 +0000 (UTC)
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: alerts@example.org
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="3D4C01C003F.1774767605/mail.example.org"
Content-Transfer-Encoding: 8bit
Message-Id: <20260329070005.9F0B21C0042@mail.example.org>

This is a MIME-encapsulated message.

--3D4C01C003F.1774767605/mail.example.org
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<${to}>: host mx.example.net[192.0.2.7] said: 550 5.1.1

--3D4C01C003F.1774767605/mail.example.org
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
X-Postfix-Queue-ID: 3D4C01C003F
X-Postfix-Sender: rfc822; alerts@example.org
Arrival-Date: Sun, 29 Mar 2026 07:00:03 +0000 (UTC)

Final-Recipient: rfc822; ${to}
Original-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Remote-MTA: dns; mx.example.net
Diagnostic-Code: ${diagnostic}

--3D4C01C003F.1774767605/mail.example.org
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

Return-Path: <alerts@example.org>
Received: from worker (localhost [127.0.0.1])
\tby mail.example.org (Postfix) with ESMTP id 3D4C01C003F
\tfor <${to}>; Sun, 29 Mar 2026 07:00:03 +0000 (UTC)
${digestHeaders({ messageId, to })}

--3D4C01C003F.1774767605/mail.example.org--
`)
}

/** As Exim 4.9 writes it: the action first, a status that says nothing, types in odd case. */
export function eximBounce(given: Given = {}): string {
  const { messageId, to, action, status, diagnostic } = whole(given, {
    status: '5.0.0',
    diagnostic: 'smtp; 550 5.2.1 The email account that you tried to reach is disabled',
  })
  return crlf(`Return-path: <>
Envelope-to: alerts@example.org
Delivery-date: Sun, 29 Mar 2026 07:00:06 +0000
Received: from Debian-exim by mail.example.org with local (Exim 4.96)
\tid 1qX2aB-0001Ab-2C
\tfor alerts@example.org;
\tSun, 29 Mar 2026 07:00:06 +0000
X-Failed-Recipients: ${to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example.org>
To: alerts@example.org
References: ${messageId}
Content-Type: multipart/report; report-type=delivery-status; boundary=1774767606-eximdsn-1804289383
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1qX2aB-0001Ab-2C@mail.example.org>
Date: Sun, 29 Mar 2026 07:00:06 +0000

--1774767606-eximdsn-1804289383
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

  ${to}
    host mx.example.net [192.0.2.7]

--1774767606-eximdsn-1804289383
Content-type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Action: ${action}
Final-Recipient: rfc822;${to}
Status: ${status}
Remote-MTA: dns; mx.example.net
Diagnostic-Code: ${diagnostic}

--1774767606-eximdsn-1804289383
Content-type: message/rfc822

Return-path: <alerts@example.org>
${digestHeaders({ messageId, to })}

Sandwell: remains Inadequate
--1774767606-eximdsn-1804289383--
`)
}

/** As Exchange Online writes it: a page of HTML first, the report behind it. */
export function exchangeBounce(given: Given = {}): string {
  const { messageId, to, action, status, diagnostic } = whole(given, {
    status: '5.1.10',
    diagnostic:
      'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ann@example.net not found by SMTP address lookup',
  })
  return crlf(`From: "Microsoft Outlook" <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net>
To: <alerts@example.org>
Date: Sun, 29 Mar 2026 07:00:07 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="6a1e9c1b-53d1-4a5e-8f0f-0c4f0b9b1a52"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <2d1c9a5e-7b0a-4f51@LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM>
In-Reply-To: ${messageId}
References: ${messageId}
Subject: Undeliverable: Sandwell: remains Inadequate
Auto-Submitted: auto-replied
MIME-Version: 1.0

--6a1e9c1b-53d1-4a5e-8f0f-0c4f0b9b1a52
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="9a1d5a3f-0b52-4a0a-a8c6-5b8a8f0f8a11"

--9a1d5a3f-0b52-4a0a-a8c6-5b8a8f0f8a11
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Your message to ${to} couldn't be delivered.=0D=0A

--9a1d5a3f-0b52-4a0a-a8c6-5b8a8f0f8a11
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGh0bWw+PGJvZHk+PHA+Q291bGRuJ3QgYmUgZGVsaXZlcmVkLjwvcD48L2JvZHk+PC9odG1sPg==

--9a1d5a3f-0b52-4a0a-a8c6-5b8a8f0f8a11--

--6a1e9c1b-53d1-4a5e-8f0f-0c4f0b9b1a52
Content-Type: message/delivery-status

Reporting-MTA: dns;LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM
Received-From-MTA: dns;mail.example.org
Arrival-Date: Sun, 29 Mar 2026 07:00:06 +0000

Original-Recipient: rfc822;${to}
Final-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Diagnostic-Code: ${diagnostic}
X-Display-Name: Ann Example

--6a1e9c1b-53d1-4a5e-8f0f-0c4f0b9b1a52
Content-Type: message/rfc822

Received: from LO2P265CA0001.GBRP265.PROD.OUTLOOK.COM (2603:10a6:600:1::1) by
 LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM with Microsoft SMTP Server
${digestHeaders({ messageId, to })}

Sandwell: remains Inadequate

--6a1e9c1b-53d1-4a5e-8f0f-0c4f0b9b1a52--
`)
}

/** As Gmail writes it: pictures beside the letter, a folded reply, the Message-ID once more among the fields. */
export function gmailBounce(given: Given = {}): string {
  const { messageId, to, action, status, diagnostic } = whole(given, {
    diagnostic: `smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1  https://support.example/mail/?p=NoSuchUser 4fb4d7f45d1cf-56 - gsmtp`,
  })
  return crlf(`Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: alerts@example.org
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: ${messageId}
In-Reply-To: ${messageId}
X-Failed-Recipients: ${to}
Message-ID: <66a0b1c2.050a0220.1.GMR@mx.google.com>
Date: Sun, 29 Mar 2026 00:00:08 -0700 (PDT)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="000000000000b1c2d3061e7f5a10"; report-type=delivery-status

--000000000000b1c2d3061e7f5a10
Content-Type: multipart/related; boundary="000000000000b1c2e1061e7f5a12"

--000000000000b1c2e1061e7f5a12
Content-Type: multipart/alternative; boundary="000000000000b1c2e8061e7f5a13"

--000000000000b1c2e8061e7f5a13
Content-Type: text/plain; charset="UTF-8"

** Address not found **

--000000000000b1c2e8061e7f5a13
Content-Type: text/html; charset="UTF-8"

<html><body><b>Address not found</b><img src="cid:icon.png"></body></html>

--000000000000b1c2e8061e7f5a13--
--000000000000b1c2e1061e7f5a12
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--000000000000b1c2e1061e7f5a12--
--000000000000b1c2d3061e7f5a10
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; alerts@example.org
Arrival-Date: Sun, 29 Mar 2026 00:00:04 -0700 (PDT)
X-Original-Message-ID: ${messageId}

Final-Recipient: rfc822; ${to}
Action: ${action}
Status: ${status}
Remote-MTA: dns; gmail-smtp-in.l.google.com. (192.0.2.27, the server for the
 domain gmail.com.)
Diagnostic-Code: ${diagnostic}
Last-Attempt-Date: Sun, 29 Mar 2026 00:00:08 -0700 (PDT)

--000000000000b1c2d3061e7f5a10
Content-Type: message/rfc822

X-Google-DKIM-Signature: v=1; a=rsa-sha256
${digestHeaders({ messageId, to })}

--000000000000b1c2d3061e7f5a10--
`)
}

/** As Amazon SES writes it: our Message-ID was replaced by one of its own, before the message left. */
export function sesBounce(given: Given = {}): string {
  const { messageId, to, action, status, diagnostic } = whole(given, {
    diagnostic: 'smtp; 550 5.1.1 user unknown',
  })
  const theirs = '<0102018e8a5c7a11-1f2e3d4c-5b6a-7988-000000@eu-west-1.amazonses.com>'
  return crlf(`Return-Path: <>
From: MAILER-DAEMON@eu-west-1.amazonses.com
To: alerts@example.org
Subject: Delivery Status Notification (Failure)
Message-ID: <0102018e8a5c8b22@eu-west-1.amazonses.com>
Date: Sun, 29 Mar 2026 07:00:09 +0000
MIME-Version: 1.0
Content-Type: multipart/report;
\tboundary="----=_Part_1_2.1774767609000"; report-type=delivery-status

------=_Part_1_2.1774767609000
Content-Type: text/plain; charset=us-ascii
Content-Transfer-Encoding: 7bit
Content-Description: Notification

An error occurred while trying to deliver the mail to the following recipients:
${to}
------=_Part_1_2.1774767609000
Content-Type: message/delivery-status
Content-Transfer-Encoding: 7bit
Content-Description: Delivery report

Reporting-MTA: dns; a7-12.smtp-out.eu-west-1.amazonses.com

Final-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Diagnostic-Code: ${diagnostic}


------=_Part_1_2.1774767609000
Content-Type: message/rfc822
Content-Transfer-Encoding: 7bit
Content-Description: Undelivered message

${digestHeaders({ messageId, to }).replace(/^Message-ID: .*$/m, `Message-ID: ${theirs}`)}

Sandwell: remains Inadequate
------=_Part_1_2.1774767609000--
`)
}

/** A complaint as large mail providers pass it on (RFC 5965, appendix B), without the reader's address. */
export function complaint({
  messageId = '<d1@example.org>',
  feedback = 'abuse',
}: { messageId?: string; feedback?: string } = {}): string {
  return crlf(`Return-Path: <>
From: <complaints@feedback.example.net>
To: <alerts@example.org>
Date: Mon, 30 Mar 2026 09:00:00 +0000
Subject: FW: Sandwell: remains Inadequate
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
     boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP 192.0.2.1.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: ${feedback}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <alerts@example.org>
Source-IP: 192.0.2.1

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

${digestHeaders({ messageId, to: 'redacted@example.net' })}

Sandwell: remains Inadequate
--part1_13d.2e68ed54_boundary--
`)
}

/** An answer of a reader's mail program while they are away (RFC 3834). */
export const outOfOffice = crlf(`From: Ann Example <ann@example.net>
To: alerts@example.org
Subject: Automatic reply: Sandwell: remains Inadequate
In-Reply-To: <d1@example.org>
Auto-Submitted: auto-replied
X-Auto-Response-Suppress: All
Message-ID: <oof@example.net>
Content-Type: text/plain; charset=utf-8

I am away until Monday.
`)

/** What a reader wrote with their own hand. */
export const letter = crlf(`From: Ann Example <ann@example.net>
To: alerts@example.org
Subject: Re: Sandwell: remains Inadequate
In-Reply-To: <d1@example.org>
Message-ID: <letter@example.net>
Content-Type: text/plain; charset=utf-8

Is this the 2024 inspection?
`)
