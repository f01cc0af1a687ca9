// Search among the names of the edition, without a server: search-index.js holds them folded as graph.names folds.
(() => {
  "use strict"
  const MOST = 20
  const LETTERS = { æ: "ae", ø: "o", ß: "ss", ð: "d", þ: "th", ł: "l", đ: "d" }

  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[æøßðþłđ]/g, (letter) => LETTERS[letter])
      .replace(/\p{M}/gu, "")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()

  // 0 the whole name, 1 its beginning, 2 the beginnings of its words; null: it does not fit.
  const rank = (names, wanted) => {
    const words = wanted.split(" ")
    let best = null
    for (const name of names) {
      const has = name.split(" ")
      if (!words.every((word) => has.some((each) => each.startsWith(word)))) continue
      const found = name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2
      if (best === null || found < best) best = found
    }
    return best
  }

  const find = (text) => {
    const wanted = fold(text)
    if (!wanted) return []
    return window.styrgrafNames
      .map(([address, label, kind, ...names], place) => ({ address, label, kind, place, rank: rank(names, wanted) }))
      .filter((hit) => hit.rank !== null)
      .sort((one, other) => one.rank - other.rank || one.place - other.place)
  }

  window.styrgraf = { fold, find }

  const form = document.getElementById("search")
  if (!form || !window.styrgrafNames) return
  const input = document.getElementById("search-text")
  const told = document.getElementById("search-told")
  const list = document.getElementById("search-hits")

  const line = (hit) => {
    const link = document.createElement("a")
    link.href = form.dataset.root + hit.address
    const name = document.createElement("bdi")
    name.textContent = hit.label
    link.append(name)
    const item = document.createElement("li")
    item.append(link)
    if (hit.kind) {
      const kind = document.createElement("span")
      kind.className = "beside"
      kind.textContent = hit.kind
      item.append(" ", kind)
    }
    return item
  }

  const show = () => {
    const hits = find(input.value)
    const asked = fold(input.value) !== ""
    const words = !hits.length ? "none" : hits.length === 1 ? "one" : hits.length > MOST ? "first" : "many"
    told.textContent = asked ? form.dataset[words].replace("{n}", hits.length).replace("{m}", MOST) : ""
    list.replaceChildren(...hits.slice(0, MOST).map(line))
    list.hidden = !hits.length
  }

  input.addEventListener("input", show)
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    input.value = ""
    show()
  })
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    const first = list.querySelector("a")
    if (first) first.focus()
  })
  form.hidden = false
  if (input.value) show()
})()
