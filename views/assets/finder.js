// Search as you type: the server answers, this shows, and Enter goes to the best hit.

const PAUSE = 120 // milliseconds without a key before the server is asked

export default function ({ parentElement, data, setStateValue }) {
  parentElement.finder ??= build(parentElement, data.words)
  parentElement.finder.receive(data, text => setStateValue("text", text))
}

function build(place, words) {
  const label = make("label", { htmlFor: "sg-search", textContent: words.label })
  const field = make("input", { id: "sg-search", type: "search", autocomplete: "off", maxLength: 300, enterKeyHint: "go" })
  field.setAttribute("role", "combobox")
  field.setAttribute("aria-autocomplete", "list")
  field.setAttribute("aria-expanded", "false")
  field.setAttribute("aria-controls", "sg-found")
  const list = make("div", { id: "sg-found", className: "sg-found", hidden: true })
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", words.hits)
  const told = make("p", { className: "sg-heard" })
  told.setAttribute("role", "status")
  const box = make("div", { className: "sg-finder" })
  box.setAttribute("role", "search")
  box.append(label, field, list, told)
  place.append(box)

  let ask = () => {}
  let found = { text: "", groups: [] }
  let options = []
  let active = -1
  let waiting
  let eager = false // Enter came before the answer
  const wanted = () => field.value.trim()

  field.addEventListener("input", () => {
    eager = false
    clearTimeout(waiting)
    if (!wanted()) close()
    else waiting = setTimeout(() => ask(wanted()), PAUSE)
  })
  field.addEventListener("focus", () => { if (wanted() && found.text === wanted()) show() })
  field.addEventListener("keydown", event => {
    const moves = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in moves && options.length && !list.hidden) {
      mark((active + moves[event.key] + options.length) % options.length)
      event.preventDefault()
    } else if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault() // the words stay; a second Escape clears the field
      close()
    } else if (event.key === "Enter" && wanted()) {
      event.preventDefault()
      if (found.text === wanted()) go()
      else { eager = true; clearTimeout(waiting); ask(wanted()); told.textContent = words.searching }
    }
  })
  box.addEventListener("focusout", event => { if (!box.contains(event.relatedTarget)) close() })

  function receive(data, asker) {
    ask = asker
    if (data.text === found.text && data.groups === found.groups) return
    found = data
    if (found.text && found.text === wanted()) {
      draw()
      if (eager) go()
      else if (document.activeElement === field) show()
    }
  }
  function draw() {
    options = []
    const parts = found.groups.map((group, number) => {
      const part = make("div", { className: "sg-found-kind" })
      part.setAttribute("role", "group")
      part.setAttribute("aria-labelledby", `sg-found-${number}`)
      part.append(make("span", { id: `sg-found-${number}`, className: "sg-found-head", textContent: group.kind }))
      for (const hit of group.hits) part.append(option(hit.address, hit.label, hit.about))
      return part
    })
    if (found.note) parts.unshift(make("p", { className: "sg-found-note", textContent: found.note }))
    if (options.length) parts.push(option(found.all, words.all, ""))
    list.replaceChildren(...parts)
    mark(options.length ? 0 : -1)
    told.textContent = found.told
  }
  function option(address, name, about) {
    const made = make("a", { href: address, target: "_self", id: `sg-hit-${options.length}`, tabIndex: -1 })
    made.setAttribute("role", "option")
    made.append(make("span", { textContent: name }))
    if (about) made.append(make("small", { textContent: about }))
    made.addEventListener("mousedown", event => event.preventDefault()) // the field keeps the focus until the click
    options.push(made)
    return made
  }
  function mark(number) {
    active = number
    options.forEach((each, place) => each.setAttribute("aria-selected", String(place === number)))
    if (number < 0) field.removeAttribute("aria-activedescendant")
    else {
      field.setAttribute("aria-activedescendant", options[number].id)
      if (!list.hidden) options[number].scrollIntoView({ block: "nearest" })
    }
  }
  function show() {
    list.hidden = false
    field.setAttribute("aria-expanded", "true")
  }
  function close() {
    list.hidden = true
    field.setAttribute("aria-expanded", "false")
  }
  function go() {
    eager = false
    if (options[active]) location.href = options[active].href
    else if (found.all) location.href = found.all
  }
  return { receive }
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties)
}
