// Bytes travel as base64url in JSON; the browser's passkeys speak in buffers.
function bytes(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function words(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function named(keys = []) {
  return keys.map((key) => ({ ...key, id: bytes(key.id) }));
}

export function forDevice(options) {
  const ready = { ...options, challenge: bytes(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) ready.allowCredentials = named(options.allowCredentials);
  if (options.excludeCredentials) ready.excludeCredentials = named(options.excludeCredentials);
  return ready;
}

export function forServer(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = words(key.response[name]);
  }
  return { id: key.id, rawId: words(key.rawId), type: key.type, response, clientExtensionResults: {} };
}
