// What is told of the selected nodes comes by itself, so that a click sends no graph; the picture's panel shows it.
import { meeting } from "../styrgraf.network/meeting.js"

export default function ({ data, setTriggerValue }) {
  meeting.details = data
  meeting.send = (event) => setTriggerValue("event", event)
  meeting.view?.told(data)
  return () => {
    meeting.details = null
    meeting.send = null
  }
}
