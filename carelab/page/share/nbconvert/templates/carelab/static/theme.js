// The page is light or dark as the reader's system is, also when that changes. On paper it is always light.
{
  const dark = matchMedia("screen and (prefers-color-scheme: dark)");
  const follow = () => {
    for (const part of [document.documentElement, document.body]) part.dataset.jpThemeLight = String(!dark.matches);
  };
  dark.addEventListener("change", follow);
  follow();
}
