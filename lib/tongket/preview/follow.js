// Shows what the preview has made, in the place of what is here. It is on no published page.
(() => {
  let digest = document.currentScript.dataset.digest;
  const place = location.pathname;
  const said = document.createElement("div");
  said.setAttribute("role", "status");
  const style = "position:fixed;inset:auto 0 0;z-index:9;max-height:50vh;overflow:auto;padding:.6rem 1rem;" +
    "white-space:pre-wrap;overflow-wrap:anywhere;font:1rem/1.5 sans-serif;background:Canvas;color:CanvasText;border-top:";

  function say(lines, isWrong) {
    said.hidden = !lines.length;
    said.textContent = lines.join("\n");
    said.style.cssText = style + (isWrong ? "4px solid #b3261e" : "1px solid GrayText");
    if (lines.length) document.documentElement.append(said);
  }

  async function renew() {
    const answer = await fetch(place, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const styleOf = (of) => of.querySelector("head style")?.textContent;
    if (styleOf(page) !== styleOf(document)) return location.reload();
    const folds = () => document.body.querySelectorAll("details");
    const open = Array.from(folds(), (fold) => fold.open);
    const { scrollX, scrollY } = window;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    if (folds().length === open.length) folds().forEach((fold, number) => { fold.open = open[number]; });
    window.scrollTo(scrollX, scrollY);
    digest = answer.headers.get("ETag");
  }

  let last = Promise.resolve();
  new EventSource("/-/news" + place).onmessage = ({ data }) => {
    const news = JSON.parse(data);
    // One after the other: the news that come meanwhile may be of the same page.
    last = last.then(() => (news.digest && news.digest !== digest ? renew() : null)).catch(() => {});
    say(news.lines, news.isWrong);
  };
})();
