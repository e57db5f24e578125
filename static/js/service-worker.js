// Keeps the public pages that were visited readable without a connection.
// What belongs to a visitor or an editor is never kept.
"use strict";

const STORE = "visited-1";
const PAGES_MAX = 150;
const PERSONAL = /^\/(quiz|plan|admin|feedback|preview|livez|readyz|service-worker)/;
const OFFLINE = "/offline/";

self.addEventListener("install", function (event) {
  self.skipWaiting();
  event.waitUntil(caches.open(STORE).then((store) => store.add(OFFLINE)));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n !== STORE).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

async function keep(request, response) {
  const store = await caches.open(STORE);
  await store.put(request, response);
  const kept = await store.keys();
  const pages = kept.filter((one) => new URL(one.url).pathname !== OFFLINE);
  await Promise.all(pages.slice(0, -PAGES_MAX).map((one) => store.delete(one)));
}

function mayKeep(request, response) {
  const isStatic = new URL(request.url).pathname.startsWith("/static/");
  const control = response.headers.get("Cache-Control") || "";
  return response.ok && response.type === "basic" && (isStatic || control.includes("public"));
}

async function fromStore(request) {
  const found = await caches.match(request);
  if (found) return found;
  if (request.mode === "navigate") {
    const offline = await caches.match(OFFLINE);
    if (offline) return offline;
  }
  return Response.error();
}

async function answer(event) {
  try {
    const response = await fetch(event.request);
    if (mayKeep(event.request, response)) event.waitUntil(keep(event.request, response.clone()));
    return response;
  } catch {
    return fromStore(event.request);
  }
}

self.addEventListener("fetch", function (event) {
  const url = new URL(event.request.url);
  const isOurs = url.origin === self.location.origin && !PERSONAL.test(url.pathname);
  const isPage = event.request.method === "GET" && !event.request.headers.has("HX-Request");
  if (isOurs && isPage) event.respondWith(answer(event));
});
