/**
 * Measuring inside a page. Times are those of the page's own clock, from the event to the moment after the frame in
 * which its outcome was drawn; the way from the measuring process to the browser is not in them.
 */

/** Put into every page before its own scripts: when it was painted first, and when its form could be typed into. */
export function watchStart() {
  window.farmwrightBench = { usableAt: null };
  const look = () => {
    if (document.querySelector('main form input:not([disabled])') === null) requestAnimationFrame(look);
    // After the frame: what the page still had to do when the form was there is in it.
    else setTimeout(() => Object.assign(window.farmwrightBench, { usableAt: performance.now() }));
  };
  requestAnimationFrame(look);
}

/** Milliseconds from the start of the navigation. */
export function startTimes(page) {
  return page.evaluate(() => ({
    painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    usable: window.farmwrightBench.usableAt,
  }));
}

/** Milliseconds from every key until its outcome was drawn, while `typing` types. */
export async function keyTimes(page, typing) {
  await page.evaluate(() => {
    const times = [];
    const watch = ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    document.addEventListener('keydown', watch, true);
    Object.assign(window.farmwrightBench, { keys: { times, watch } });
  });
  await typing();
  return page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const { times, watch } = window.farmwrightBench.keys;
    document.removeEventListener('keydown', watch, true);
    return times;
  });
}

/** Milliseconds from now, or from a paste, until this text stands on the page and was drawn. */
export function timeUntilShown(page, { text, from = 'now' }) {
  return page.evaluate(
    ({ text: wanted, from: event }) =>
      new Promise((resolve) => {
        let started = event === 'now' ? performance.now() : null;
        const isThere = () => document.body.innerText.includes(wanted);
        const done = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
        const observer = new MutationObserver(() => {
          if (started === null || !isThere()) return;
          observer.disconnect();
          done();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        if (event !== 'now')
          document.addEventListener(
            event,
            ({ timeStamp }) => {
              started = timeStamp;
            },
            { capture: true, once: true },
          );
        else if (isThere()) {
          observer.disconnect();
          done();
        }
      }),
    { text, from },
  );
}

/** Frames a second while the wheel is turned over this element, and the longest time without a frame. */
export async function scrollFrames(page, target, { x = 0, y = 0, turns = 90 }) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  await page.mouse.move(box.x + Math.min(box.width, 900) / 2, box.y + Math.min(box.height, 300) / 2);
  await page.evaluate(() => {
    const frames = [];
    const mark = (at) => {
      frames.push(at);
      if (window.farmwrightBench.frames === frames) requestAnimationFrame(mark);
    };
    window.farmwrightBench.frames = frames;
    requestAnimationFrame(mark);
  });
  for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(x, y);
  return page.evaluate(() => {
    const { frames } = window.farmwrightBench;
    window.farmwrightBench.frames = null;
    const gaps = frames.slice(1).map((at, index) => at - frames[index]);
    return {
      perSecond: ((frames.length - 1) * 1000) / (frames.at(-1) - frames[0]),
      longest: Math.max(...gaps),
    };
  });
}
