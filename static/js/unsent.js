/* Keeps what is being typed in this browser, until it is posted. A form names itself by data-kept-form; the page where
   the same form was filled in before a crash gives the words back. Nothing leaves the browser. */
const DAYS = 14;
const form = document.querySelector("form[data-kept-form]");
const key = `unsent:${location.pathname}`;

function fields() {
  return [...form.querySelectorAll("textarea[data-kept]")];
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep() {
  const words = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  try {
    localStorage.setItem(key, JSON.stringify({ words, submission: form.elements.submission_id.value, at: Date.now() }));
  } catch {
    /* A full or forbidden store: the server still keeps what is sent. */
  }
}

function giveBack() {
  const kept = read();
  if (!kept || Date.now() - kept.at > DAYS * 86_400_000) return;
  for (const field of fields()) {
    const words = kept.words[field.name];
    if (words && field.value === field.defaultValue && !form.querySelector(".errorlist")) field.value = words;
  }
  form.elements.submission_id.value = kept.submission;
}

if (form) {
  giveBack();
  form.addEventListener("input", keep);
}
