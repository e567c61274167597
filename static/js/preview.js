/* Shows beside the form how the comment will look. The server makes it, as it makes the page: what is seen here is what
   will be published. Asked for once typing pauses, while the preview stands open; the button opens it and leads there. */
const PAUSE = 400;
const preview = document.getElementById("preview");
const form = preview?.closest("form");
const shown = preview?.querySelector(".preview-words");
let pause;
let asked = new AbortController();
let last = "";

function typed() {
  const words = new FormData(form);
  words.delete("files");
  words.set("then", "preview");
  return words;
}

async function show() {
  const words = typed();
  const now = new URLSearchParams(words).toString();
  if (now === last) return;
  asked.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: words, headers: { "HX-Request": "true" }, signal: asked.signal,
    });
    if (!answer.ok && answer.status !== 429) return;
    shown.innerHTML = await answer.text();
    last = now;
  } catch {
    /* No line, or typed on meanwhile: the preview stays as it is, and the next pause asks again. */
  }
}

function later() {
  clearTimeout(pause);
  if (preview.open) pause = setTimeout(show, PAUSE);
}

async function lead(event) {
  event.preventDefault();
  preview.open = true;
  await show();
  preview.querySelector("summary").focus();
}

if (form) {
  preview.hidden = false;
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  preview.addEventListener("toggle", later);
  form.querySelector("button[value=preview]")?.addEventListener("click", lead);
}
