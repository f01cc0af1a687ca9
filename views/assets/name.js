/* The name that somebody gave is kept by the browser, so that it is asked for once. */
export default function ({ data, setStateValue }) {
  try {
    if (data.name) localStorage.setItem("styrgraf-name", data.name)
    else {
      const known = localStorage.getItem("styrgraf-name")
      if (known) setStateValue("name", known)
    }
  } catch { /* a browser that keeps nothing: the name is asked for again */ }
}
