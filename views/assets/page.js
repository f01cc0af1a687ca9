// What every page does by itself: it says its language, copies its link, keeps the slider's place, and tells
// when the server is gone.

const HEALTH = "./_stcore/health"
const EVERY = 5000 // milliseconds between two looks for the server
const FOCUS = "styrgraf-focus"
const PAUSE = 600 // milliseconds without a key before the slider shows its year

export default function ({ data }) {
  document.documentElement.lang = data.language
  const stops = [copying(data), sliding(data), watching(data)]
  return () => stops.forEach(stop => stop())
}

function listen(type, handle) {
  document.addEventListener(type, handle)
  return () => document.removeEventListener(type, handle)
}

// ---- the link

function copying(data) {
  return listen("click", async event => {
    const button = event.target.closest?.(".sg-copy")
    if (!button) return
    const address = new URL(location.href)
    // Today is another day tomorrow: the link says which one was shown.
    if (!address.searchParams.get("datum")) address.searchParams.set("datum", data.day)
    const told = button.parentElement.querySelector("[role=status]")
    told.textContent = ""
    const copied = await copy(address.href)
    told.textContent = copied ? data.words.copied : address.href
  })
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch { /* not allowed, or no safe origin: the old way */ }
  const field = document.createElement("textarea")
  field.value = text
  field.style.position = "fixed"
  document.body.append(field)
  field.select()
  const done = document.execCommand("copy")
  field.remove()
  return done
}

// ---- the years

function sliding(data) {
  let waiting
  const kept = sessionStorage.getItem(FOCUS)
  sessionStorage.removeItem(FOCUS)
  if (kept) document.getElementById(kept)?.focus()
  const moved = listen("input", event => {
    const slider = event.target
    if (!slider.matches?.(".sg-years input")) return
    const day = onYear(data.day, slider.value, data.today)
    slider.form.elements.datum.value = day
    slider.parentElement.querySelector("output").textContent = slider.value
    clearTimeout(waiting)
  })
  const chosen = listen("change", event => {
    const slider = event.target
    if (!slider.matches?.(".sg-years input")) return
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      sessionStorage.setItem(FOCUS, slider.id)
      slider.form.requestSubmit()
    }, PAUSE)
  })
  return () => { clearTimeout(waiting); moved(); chosen() }
}

function onYear(day, year, today) {
  if (year === today.slice(0, 4)) return today
  const wanted = `${year}${day.slice(4)}`
  return wanted.endsWith("-02-29") && new Date(wanted).getUTCDate() !== 29 ? `${year}-02-28` : wanted
}

// ---- the server

function watching(data) {
  const look = setInterval(async () => {
    if (document.hidden) return
    show(await answers() ? null : data.words.lost)
  }, EVERY)
  return () => clearInterval(look)
}

async function answers() {
  try {
    return (await fetch(HEALTH, { cache: "no-store", signal: AbortSignal.timeout(EVERY) })).ok
  } catch {
    return false
  }
}

function show(words) {
  const shown = document.querySelector(".sg-lost")
  if (!words) {
    if (shown) location.reload() // whatever was kept for this window is gone with the server
    return
  }
  if (shown) return
  const box = document.createElement("div")
  box.className = "sg-lost"
  box.setAttribute("role", "alert")
  const heading = document.createElement("strong")
  heading.textContent = words.heading
  const rest = document.createElement("span")
  rest.textContent = words.rest
  box.append(heading, rest)
  document.body.append(box)
}
