// Where the picture and what is told of the selected nodes meet: two components of one page.
export const meeting = { view: null, details: null, send: null }
