// Names while somebody types them into a form: the server finds them, and a list under the field shows them.

const PAUSE = 150 // milliseconds without a key before the server is asked

export default function ({ parentElement, data, setStateValue }) {
  parentElement.suggest ??= build(parentElement)
  parentElement.suggest.receive(data, asked => setStateValue("asked", asked))
  return () => {
    parentElement.suggest?.stop()
    delete parentElement.suggest
  }
}

function build(place) {
  let send = () => {}
  let waiting
  let field = null
  const list = document.createElement("datalist")
  list.id = "sg-names"
  place.append(list)

  const typed = event => {
    const target = event.target
    if (!target.matches?.("input[data-suggest]")) return
    field = target
    clearTimeout(waiting)
    const text = target.value.trim()
    if (text.length < 2 || [...list.options].some(option => option.value === text)) return
    waiting = setTimeout(() => send({ text, sort: target.dataset.suggest }), PAUSE)
  }
  document.addEventListener("input", typed)

  function receive(data, sender) {
    send = sender
    list.replaceChildren(...data.names.map(each => {
      const option = document.createElement("option")
      option.value = each.name
      option.textContent = each.about
      return option
    }))
    if (field) field.setAttribute("list", list.id)
  }
  return { receive, stop: () => { document.removeEventListener("input", typed); list.remove() } }
}
