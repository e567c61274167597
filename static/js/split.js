/* Where a provision is split can be shown by the cursor in its text, too. The server counts in code points. */
const form = document.querySelector("[data-split]");
const text = form?.querySelector("textarea");

function choose() {
  const before = [...text.value.slice(0, text.selectionStart)].length;
  if (!before) return;
  form.elements.cursor.value = before;
  form.querySelector('input[name="at"][value="cursor"]').checked = true;
}

if (text) {
  text.parentElement.hidden = false;
  text.addEventListener("click", choose);
  text.addEventListener("keyup", (event) => {
    if (event.key !== "Tab" && event.key !== "Shift") choose();
  });
}
