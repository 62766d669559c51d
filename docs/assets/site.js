// Browsers give pages opened from disk no search; the field is shown only where it works.
if (location.protocol === "file:") {
  document.querySelectorAll(".md-search, [for='__search']").forEach((part) => part.remove());
}
