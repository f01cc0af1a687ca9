// A calendar in the language of the page for every date field: a button beside it opens a month of days.

export default function ({ data }) {
  const opened = event => {
    const button = event.target.closest?.(".sg-calendar")
    if (button) open(document.getElementById(button.dataset.field), data)
  }
  document.addEventListener("click", opened)
  return () => document.removeEventListener("click", opened)
}

function open(field, { words, months, weekdays, today }) {
  const box = make("dialog", { className: "sg-days" })
  box.setAttribute("aria-label", words.choose)
  const month = make("select")
  month.setAttribute("aria-label", words.month)
  months.forEach((name, place) => month.append(make("option", { value: place, textContent: name })))
  const year = make("input", { type: "number", min: 1900, max: 2199, inputMode: "numeric" })
  year.setAttribute("aria-label", words.year)
  const grid = make("table")
  grid.setAttribute("role", "grid")
  const head = make("div", { className: "sg-days-head" })
  head.append(arrow("‹", words.earlier, -1), month, year, arrow("›", words.later, 1))
  const foot = make("div", { className: "sg-days-foot" })
  foot.append(button(words.today, () => choose(today)), button(words.close, () => box.close()))
  box.append(head, grid, foot)

  let day = isDay(field.value) ? field.value : today
  show(false)
  document.body.append(box)
  box.addEventListener("close", () => { box.remove(); field.focus() })
  box.addEventListener("click", event => { if (event.target === box) box.close() })
  month.addEventListener("change", () => go(withMonth(day, +month.value), false))
  year.addEventListener("change", () => { if (/^\d{4}$/.test(year.value)) go(year.value + day.slice(4), false) })
  grid.addEventListener("keydown", moved)
  box.showModal()
  place(box, field)
  grid.querySelector("[tabindex='0']").focus()

  function show(focus) {
    month.value = +day.slice(5, 7) - 1
    year.value = day.slice(0, 4)
    grid.replaceChildren(names(weekdays), ...weeks(day).map(week))
    if (focus) grid.querySelector("[tabindex='0']").focus()
  }
  function week(days) {
    const row = make("tr")
    for (const each of days) {
      const cell = make("td")
      cell.setAttribute("role", "gridcell")
      if (each) {
        const one = button(`${+each.slice(8)}`, () => choose(each))
        one.tabIndex = each === day ? 0 : -1
        one.setAttribute("aria-label", `${+each.slice(8)} ${months[+each.slice(5, 7) - 1]} ${each.slice(0, 4)}`)
        if (each === field.value) one.setAttribute("aria-pressed", "true")
        if (each === today) one.setAttribute("aria-current", "date")
        cell.append(one)
      }
      row.append(cell)
    }
    return row
  }
  function go(wanted, focus) {
    day = inMonth(wanted)
    show(focus)
  }
  function moved(event) {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    const by = { PageUp: -1, PageDown: 1 }[event.key]
    if (days) go(plus(day, days), true)
    else if (by) go(withMonth(day, +day.slice(5, 7) - 1 + by * (event.shiftKey ? 12 : 1)), true)
    else return
    event.preventDefault()
  }
  function arrow(sign, name, by) {
    const made = button(sign, () => go(withMonth(day, +day.slice(5, 7) - 1 + by), false))
    made.setAttribute("aria-label", name)
    return made
  }
  function choose(chosen) {
    field.value = chosen
    field.dispatchEvent(new Event("input", { bubbles: true }))
    box.close()
    // The day of the whole app shows at once; other fields belong to a form with more to fill in.
    if (field.name === "datum") field.form.requestSubmit()
  }
}

function make(name, properties = {}) {
  return Object.assign(document.createElement(name), properties)
}

function button(words, act) {
  const made = make("button", { type: "button", textContent: words })
  made.addEventListener("click", act)
  return made
}

function names(weekdays) {
  const row = make("tr")
  for (const each of weekdays) {
    const cell = make("th", { textContent: each.slice(0, 2), scope: "col", abbr: each })
    row.append(cell)
  }
  return row
}

function place(box, field) {
  const around = field.getBoundingClientRect()
  const { offsetWidth: wide, offsetHeight: high } = box
  box.style.left = `${Math.max(8, Math.min(around.left, innerWidth - wide - 8))}px`
  box.style.top = `${Math.max(8, Math.min(around.bottom + 4, innerHeight - high - 8))}px`
}

// ---- days, as text and without time zones

function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && inMonth(text) === text
}

function text(moment) {
  return moment.toISOString().slice(0, 10)
}

function plus(day, days) {
  return text(new Date(Date.parse(day) + days * 86_400_000))
}

function withMonth(day, place) {
  const year = +day.slice(0, 4) + Math.floor(place / 12)
  const month = ((place % 12) + 12) % 12 + 1
  return inMonth(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${day.slice(8)}`)
}

function last(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function inMonth(day) {
  const [year, month, date] = day.split("-").map(Number)
  return `${day.slice(0, 8)}${String(Math.min(date, last(year, month))).padStart(2, "0")}`
}

function weeks(day) {
  const [year, month] = day.split("-").map(Number)
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const days = [...Array(before).fill(null)]
  for (let date = 1; date <= last(year, month); date++) days.push(`${day.slice(0, 8)}${String(date).padStart(2, "0")}`)
  while (days.length % 7) days.push(null)
  return Array.from({ length: days.length / 7 }, (_, place) => days.slice(place * 7, place * 7 + 7))
}
