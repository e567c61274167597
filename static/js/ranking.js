/* A place belongs to one option: whoever gives it to another one, the two change places. What changed is said aloud. */
function nameOf(select) {
  return select.labels[0].textContent.trim();
}

function settle(list, status) {
  const selects = [...list.querySelectorAll("select")];
  const before = new Map(selects.map((select) => [select, select.value]));
  list.addEventListener("change", ({ target }) => {
    const other = selects.find((select) => select !== target && target.value && select.value === target.value);
    if (other) other.value = before.get(target);
    for (const select of selects) before.set(select, select.value);
    const order = selects.filter((select) => select.value).sort((one, two) => one.value - two.value);
    status.textContent = order.map((select) => `${select.value}. ${nameOf(select)}`).join(" · ");
  });
}

for (const list of document.querySelectorAll(".ranking")) {
  const status = document.createElement("p");
  status.className = "ranking-status";
  status.setAttribute("role", "status");
  status.dir = "auto";
  list.after(status);
  settle(list, status);
}
