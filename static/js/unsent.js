/* Keeps what is being typed in this browser until it is posted: after a crash the same form has the words again, under
   the same submission id, so that posting them twice makes one comment. Nothing leaves the browser. */
const DAYS = 14;
const PREFIX = "unsent:";
const SENT = "unsent-sent";
const form = document.querySelector("form[data-kept-form]");
const key = PREFIX + location.pathname;

function read(store, name) {
  try {
    return JSON.parse(store.getItem(name));
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    store.setItem(name, JSON.stringify(value));
  } catch {
    /* A full or forbidden store: the server still keeps what is sent. */
  }
}

function fields() {
  return [...form.querySelectorAll("textarea[data-kept]")];
}

function keep() {
  const words = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  write(localStorage, key, { words, submission: form.elements.submission_id.value, at: Date.now() });
}

function giveBack() {
  const kept = read(localStorage, key);
  if (!kept || Date.now() - kept.at > DAYS * 86_400_000 || form.querySelector(".errorlist")) return;
  for (const field of fields()) field.value = kept.words[field.name] || field.value;
  form.elements.submission_id.value = kept.submission;
}

/* The page after a form says whether it was posted. */
function forgetWhatWasPosted() {
  const sent = read(sessionStorage, SENT) || [];
  if (!sent.length || !document.querySelector(".message-success")) return;
  sent.forEach((name) => localStorage.removeItem(name));
  sessionStorage.removeItem(SENT);
}

forgetWhatWasPosted();
if (form) {
  giveBack();
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => {
    keep();
    write(sessionStorage, SENT, [...new Set([...(read(sessionStorage, SENT) || []), key])]);
  });
}
