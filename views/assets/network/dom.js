// Elements by hand: whatever a name holds, it is set as text and never read as HTML.
export function el(name, properties = {}, ...inside) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (key === "on") for (const [type, act] of Object.entries(value)) made.addEventListener(type, act)
    else if (key === "class") made.className = value
    else if (key === "text") made.textContent = value
    else made.setAttribute(key, value === true ? "" : value)
  }
  made.append(...inside.filter((each) => each !== null && each !== undefined && each !== ""))
  return made
}

export const button = (text, act, properties = {}) =>
  el("button", { type: "button", text, on: { click: act }, ...properties })

// Only our own pages: an address comes from Python, which writes it from "./".
export const link = (address, text, properties = {}) =>
  el("a", { href: address.startsWith("./") ? address : "./", target: "_self", text, ...properties })

export const fill = (text, values) =>
  text.split(/(\{\w+\})/).map((part) => (/^\{\w+\}$/.test(part) ? String(values[part.slice(1, -1)] ?? "") : part)).join("")

export const cut = (text, most) => (text.length > most ? text.slice(0, most - 1).trimEnd() + "…" : text)
