// The review queue by mouse and by keyboard: what somebody decides is sent once, and what came of it is told.

const NAME = "styrgraf-name" // the browser keeps the name that somebody gave
const CARD = ".sg-proposal"
const FIELD = "input:not([type=checkbox]):not([type=radio]), textarea, select"
const MOVES = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }
const KEYS = { a: "accept", u: "undo" }
const PATIENCE = 3000 // milliseconds that a card may take to come
const PAUSE = 1000 // milliseconds without a key after which nobody writes any more

export default function ({ parentElement, data, setTriggerValue }) {
  parentElement.review ??= build(parentElement)
  parentElement.review.receive(data, message => setTriggerValue("act", message))
  return () => {
    parentElement.review?.stop()
    delete parentElement.review
  }
}

function build(place) {
  const told = document.createElement("p")
  told.className = "sg-result"
  told.setAttribute("role", "status")
  told.setAttribute("aria-live", "polite")
  place.append(told)
  let words = {}
  let send = () => {}
  let heard = ""
  let here = "" // the card that had the focus last
  let busy = false
  let unsent = null // the card and the text of a reason that somebody writes
  let written = 0 // when somebody last pressed a key in a field

  const tell = text => {
    told.textContent = ""
    told.hidden = !text
    if (text) requestAnimationFrame(() => { told.textContent = text })
  }
  const lost = () => !document.activeElement || document.activeElement === document.body
  const cards = () => [...document.querySelectorAll(CARD)]
  const active = () => document.activeElement?.closest?.(CARD) ?? document.getElementById(here)
  const name = () => document.getElementById("sg-who")

  function receive(data, sender) {
    words = data.words
    send = sender
    named(data.who)
    counted()
    if (!data.stamp || data.stamp === heard) return
    heard = data.stamp
    busy = false
    tell(data.told)
    if (data.go) {
      location.href = data.go
      return
    }
    if (data.focus) arrive(data.focus)
  }

  // The name is asked for once: the field is filled again wherever it stands.
  function named(who) {
    const field = name()
    if (!field || field.value) return
    try { field.value = localStorage.getItem(NAME) || who || "" } catch { field.value = who || "" }
  }

  // Cards are drawn a little later than their news arrives, and what is drawn anew loses the focus. Who writes is
  // left in peace.
  function arrive(id) {
    here = id
    const until = Date.now() + PATIENCE
    let arrived = false
    const look = () => {
      const card = document.getElementById(id)
      if (document.activeElement?.matches?.(FIELD)) arrived = true
      else if (card && (lost() || !arrived)) {
        card.focus({ preventScroll: false })
        arrived = document.activeElement === card
      }
      if (Date.now() < until) setTimeout(look, 80)
    }
    setTimeout(look, 80)
  }

  // Who writes a reason gets the field back when it was drawn anew under their hands.
  const redrawn = new MutationObserver(() => {
    if (!unsent || !lost()) return
    const { id, text } = unsent
    const field = reason(document.getElementById(id))
    if (field) field.value = text
  })
  redrawn.observe(document.body, { childList: true, subtree: true })

  // Open where the reason is written, and go there.
  function reason(card) {
    const why = card?.querySelector("details.sg-why")
    if (!why) return null
    why.open = true
    const field = why.querySelector("[name=varfor]")
    field.focus()
    return field
  }

  function act(kind, card, extra = {}) {
    if (busy) return
    const who = name()?.value.trim() ?? ""
    if (!who) {
      tell(words.name)
      name()?.focus()
      return
    }
    const message = { kind, who, stamp: `${Date.now()}-${Math.random()}`, ...extra }
    if (card) {
      message.ids = [card.dataset.proposal]
      if (kind === "accept") {
        const answers = answered(card)
        if (!answers) return
        message.answers = answers
      }
      if (kind === "reject") message.why = card.querySelector("[name=varfor]")?.value ?? ""
    }
    busy = true
    setTimeout(() => { busy = false }, 10000)
    tell(words.working)
    send(message)
  }

  function answered(card) {
    const answers = {}
    for (const question of card.querySelectorAll("fieldset[data-question]")) {
      const chosen = question.querySelector("input:checked")
      if (!chosen) {
        tell(words.answer)
        question.querySelector("input").focus()
        return null
      }
      answers[question.dataset.question] = chosen.value
    }
    return answers
  }

  const chosen = () => cards().filter(card => card.querySelector("[data-choose]:checked")).map(card => card.dataset.proposal)

  function counted() {
    const button = document.querySelector("[data-do=accept-chosen]")
    if (!button) return
    const number = chosen().length
    button.disabled = !number
    button.textContent = words.chosen.replace("{number}", number)
  }

  function fields(form) {
    return Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]))
  }

  function clicked(event) {
    written = 0
    const button = event.target.closest?.("[data-do]")
    if (!button || button.disabled || button.tagName === "FORM") return
    const kind = button.dataset.do
    if (kind === "choose") {
      for (const box of document.querySelectorAll("[data-choose]")) box.checked = button.checked ?? true
      counted()
    } else if (kind === "accept-chosen") act("accept-many", null, { ids: chosen() })
    else if (kind === "accept-all") act("accept-many", null, { all: true, fields: { document: button.dataset.document } })
    else if (kind === "undo" && !button.closest(CARD)) act("undo", null, { ids: [button.dataset.proposal], all: true })
    else act(kind, button.closest(CARD))
  }

  function submitted(event) {
    const form = event.target
    if (!form.matches?.("form[data-do]")) return
    event.preventDefault()
    act(form.dataset.do, form.closest(CARD), { fields: fields(form) })
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target
    const card = active()
    const field = target.matches?.(FIELD) || target.isContentEditable
    if (field) written = ["Enter", "Escape", "Tab"].includes(event.key) ? 0 : Date.now()
    if (target.matches?.("[name=varfor]") && event.key === "Enter") {
      event.preventDefault()
      unsent = null
      act("reject", card)
      return
    }
    if (event.key === "Escape" && target.closest?.(CARD)) {
      unsent = null
      target.closest("details[open]")?.removeAttribute("open")
      target.closest(CARD).focus()
      return
    }
    // A field can go away under somebody's hands: what they go on writing decides nothing.
    if (field || Date.now() - written < PAUSE) return
    const arrow = event.key.startsWith("Arrow")
    if (event.key in MOVES && !(arrow && !target.matches?.(CARD))) {
      const all = cards()
      if (!all.length) return
      event.preventDefault()
      const at = all.indexOf(card)
      const next = at < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + MOVES[event.key]))]
      next.focus()
      return
    }
    // A letter decides only about the card that has the focus.
    if (!target.closest?.(CARD)) return
    if (event.key === "r") {
      event.preventDefault()
      if (!reason(card)) tell(words.nothing)
    } else if (event.key === "e") {
      const link = card.querySelector("[data-edit]")
      if (!link) return tell(words.nothing)
      event.preventDefault()
      link.click()
    } else if (event.key in KEYS) {
      event.preventDefault()
      const button = card.querySelector(`[data-do=${KEYS[event.key]}]`)
      const latest = event.key === "u" && document.querySelector(".sg-latest [data-do=undo]")
      if (button) button.click()
      else if (latest) latest.click()
      else tell(words.nothing)
    }
  }

  const focused = event => {
    const card = event.target.closest?.(CARD)
    if (card) here = card.id
    if (!event.target.matches?.("[name=varfor]")) unsent = null
  }
  const changed = event => { if (event.target.matches?.("[data-choose]")) counted() }
  const typed = event => {
    if (event.target.matches?.("[name=varfor]")) unsent = { id: event.target.closest(CARD).id, text: event.target.value }
    if (event.target.id !== "sg-who") return
    try { localStorage.setItem(NAME, event.target.value.trim()) } catch { /* a browser that keeps nothing */ }
  }
  const handlers = { click: clicked, submit: submitted, keydown: pressed, focusin: focused, change: changed, input: typed }
  for (const [type, handle] of Object.entries(handlers)) document.addEventListener(type, handle)
  const stop = () => {
    for (const [type, handle] of Object.entries(handlers)) document.removeEventListener(type, handle)
    redrawn.disconnect()
    told.remove()
  }
  return { receive, stop }
}
