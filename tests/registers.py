"""A register with everything in it, for the tests of its reader and its schema."""

WHOLE = """\
controller: {name: Muster GmbH, contact: mail@muster.example}
services:
  genesys:
    owner: Customer care
    role: processor
    purposes: [live chat]
    legal-basis: {loading: consent, conversation: contract, recording: legitimate-interest}
    region: eu-central-1
    dpa: {date: 2026-01-15, sccs: true, document: compliance/genesys-dpa.md}
    dpf: {checked: 2026-02-01}
    tia: {date: 2026-02-01, document: "DMS 4711"}
    dpia: {not-needed: "no recording, below 1,000 chats a year"}
    retention: {transcripts: 90 days, recordings: 30 days, document: compliance/retention.md}
    training: {date: 2026-02-01}
    notice: {document: content/privacy.md, reviewed: 2026-03-01}
    consent-text: {text: May we?}
    pre-chat-notice: {document: content/chat.md}
    alternative-channel: {text: "phone +49 30 1234"}
    cookie-declaration: {document: content/cookies.md}
    review: {last: 2026-03-01, next: 2027-03-01}
  own-thing:
    name: Own Thing
    entity: {name: Own Thing Inc., country: US}
    category: chat
    cookies: [plain, {name: full, party: third, duration: 1 year}]
    transfer: [to the United States]
"""
