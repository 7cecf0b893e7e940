import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import pageStyles from './page.module.css';
import { TopBar } from './top-bar.tsx';
import { frameWords } from './words.ts';

/**
 * Shows a note instead of a blank window if a part of a page cannot be shown. Parts that are loaded late may be missing
 * because another Farmwright was started under an open page.
 */
export class PartBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <TopBar />
        <main id="content" className={pageStyles.narrow} tabIndex={-1}>
          <h1>{frameWords.broken.heading}</h1>
          <p>{frameWords.broken.explain}</p>
          <Button onClick={() => location.reload()}>{frameWords.broken.reload}</Button>
        </main>
      </>
    );
  }
}
