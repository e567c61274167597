/* Replies below a comment fold away and come back; for this visit the browser remembers which are folded. Replies stand in
   one list, each with its depth: those below one are all that follow until the list is as high again. */
const KEY = "folded";
const folded = remembered();

function remembered() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...folded]));
  } catch {
    /* A full or forbidden store forgets. */
  }
}

function depthOf(entry) {
  return Number(entry.dataset.depth);
}

function commentIn(place) {
  return place.querySelector(":scope > .comment");
}

/* The first comment that a list of replies stands under. */
function firstOf(list) {
  return commentIn(list.parentElement);
}

/* How many entries stand below each, without looking at any twice. */
function countsIn(entries) {
  const counts = entries.map(() => 0);
  const above = [];
  entries.forEach((entry, index) => {
    while (above.length && depthOf(entries[above.at(-1)]) >= depthOf(entry)) above.pop();
    above.forEach((it) => counts[it]++);
    above.push(index);
  });
  return counts;
}

function mark(comment, count) {
  let button = comment.querySelector(".fold");
  if (!count) return button?.remove();
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    (comment.querySelector(".comment-actions") ?? comment).append(button);
  }
  const { fold, unfold } = document.querySelector("[data-fold]").dataset;
  const isFolded = folded.has(comment.id);
  button.setAttribute("aria-expanded", String(!isFolded));
  button.textContent = `${isFolded ? unfold : fold} (${count})`;
}

function show(list) {
  const entries = [...list.children];
  const counts = countsIn(entries);
  const first = firstOf(list);
  mark(first, entries.length);
  let hiddenBelow = folded.has(first.id) ? 0 : Infinity;
  entries.forEach((entry, index) => {
    const comment = commentIn(entry);
    entry.hidden = depthOf(entry) > hiddenBelow;
    if (!entry.hidden) hiddenBelow = folded.has(comment.id) ? depthOf(entry) : Infinity;
    mark(comment, counts[index]);
  });
}

function showAll() {
  document.querySelectorAll(".replies").forEach(show);
}

/* Whatever an address names is not folded away. */
function openTarget() {
  const comment = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const list = comment?.closest(".replies");
  if (!list) return;
  const wasHidden = comment.parentElement.hidden;
  let depth = depthOf(comment.parentElement);
  for (let it = comment.parentElement.previousElementSibling; it; it = it.previousElementSibling) {
    if (depthOf(it) >= depth) continue;
    depth = depthOf(it);
    folded.delete(commentIn(it).id);
  }
  folded.delete(firstOf(list).id);
  remember();
  showAll();
  if (wasHidden) comment.scrollIntoView();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".fold");
  if (!button) return;
  const { id } = button.closest(".comment");
  if (!folded.delete(id)) folded.add(id);
  remember();
  showAll();
});
document.addEventListener("comments", showAll);
addEventListener("hashchange", openTarget);
showAll();
openTarget();
