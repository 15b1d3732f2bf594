// Python in a worker, with all imported that pages need. The first visit keeps a snapshot of its memory, taken before anything of a
// student's is in it; a later page starts from there, in about a third of the time.

const HOME = "/lib/carelab";
const KEPT = "care-lab-python"; // no name that `service_worker.js` takes for an old version of the course

const cacheOf = ({ runtime }) => caches.open(`${KEPT} ${new URL("..", runtime)}`); // another copy of the course may be on the same host
const nameOf = ({ runtime, python, standIn }) => `${location.origin}/${KEPT}?${encodeURIComponent([runtime, python, standIn].join(" "))}`;
const bytesOf = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer());

// Start Python. `course` holds the addresses of Pyodide and of the files that it is given.
export async function startInterpreter(course) {
  const snapshot = await keptSnapshot(course);
  if (snapshot) {
    try {
      return await load(course, snapshot);
    } catch (error) {
      console.warn("Python does not start from its snapshot", error);
      await forgetSnapshots(course);
    }
  }
  return load(course, null);
}

async function load(course, snapshot) {
  const { loadPyodide } = await import(course.pyodide);
  if (snapshot) makeRoom(snapshot.length);
  const how = snapshot ? { _loadSnapshot: snapshot } : { _makeSnapshot: true };
  const [py, packed, standIn] = await Promise.all([loadPyodide({ indexURL: course.runtime, ...how }), bytesOf(course.python), bytesOf(course.standIn)]);
  py.unpackArchive(packed, "zip", { extractDir: HOME }); // files are not part of a snapshot
  py.FS.writeFile(`${HOME}/stand_in.py`, standIn);
  if (snapshot) {
    py.runPython("import random; random.seed()"); // else every page would draw the same numbers
  } else {
    py.runPython(`import sys; sys.path.insert(0, "${HOME}"); import random, stand_in; stand_in.prepare()`);
    keepSnapshot(course, py.makeMemorySnapshot());
  }
  return py;
}

// Pyodide's setting for the size of memory is not read by its WebAssembly file, whose memory would be too small for the snapshot.
function makeRoom(size) {
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await start(...given);
    const { memory } = made.instance.exports;
    memory.grow(Math.max(0, Math.ceil((size - memory.buffer.byteLength) / 65536)));
    return made;
  };
}

async function keptSnapshot(course) {
  try {
    const found = await (await cacheOf(course)).match(nameOf(course));
    if (!found) return null;
    const bytes = new Uint8Array(await found.arrayBuffer());
    return bytes.length === Number(found.headers.get("Content-Length")) ? bytes : null; // a kill may leave a part of it
  } catch { return null; } // this browser keeps nothing
}

async function keepSnapshot(course, bytes) {
  try {
    const cache = await cacheOf(course);
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(nameOf(course), new Response(bytes, { headers: { "Content-Length": bytes.length } }));
  } catch (error) { console.warn("no snapshot of Python is kept", error); }
}

// Forget the snapshots of this course, so that the next page starts Python without one.
export async function forgetSnapshots(course) {
  try { for (const old of await (await cacheOf(course)).keys()) await (await cacheOf(course)).delete(old); } catch { /* none is kept */ }
}
