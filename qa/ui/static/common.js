// What all components use: put before each one's own script.
const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

// A button that copies a text and says so for two seconds.
const copier = (root, className, label, done, text) => {
  const button = make("button", className, label)
  button.type = "button"
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(text()) } catch {
      const area = make("textarea")
      area.value = text(); root.append(area); area.select(); document.execCommand("copy"); area.remove()
    }
    button.textContent = done
    setTimeout(() => { button.textContent = label }, 2000)
  })
  return button
}

// Whether what is to be drawn differs from what is there: streamlit calls a component again on every run of the page.
const changed = (root, data) => {
  const signature = JSON.stringify(data)
  if (root._signature === signature) return false
  root._signature = signature
  root.replaceChildren()
  return true
}

