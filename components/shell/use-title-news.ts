import { useEffect } from 'react';

/** Puts some news before the page's title, whatever the page makes of its title meanwhile. '': none. */
export function useTitleNews(news: string): void {
  useEffect(() => {
    if (!news) return;
    const put = () => {
      if (!document.title.startsWith(news)) document.title = news + document.title;
    };
    put();
    const observer = new MutationObserver(put);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      if (document.title.startsWith(news)) document.title = document.title.slice(news.length);
    };
  }, [news]);
}
