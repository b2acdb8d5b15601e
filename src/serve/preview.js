// Reloads the page after a change; a browser keeps the scroll place of a page that is reloaded.
const events = new EventSource(`/_actieplan/events/${document.currentScript.dataset.shown}`);
events.onmessage = () => location.reload();
// When the server was stopped and started again, what is shown may be old.
let lost = false;
events.onerror = () => { lost = true; };
events.onopen = () => { if (lost) location.reload(); };
