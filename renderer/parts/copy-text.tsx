import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

const SAID_FOR_MS = 2000;

interface Copied {
  text: () => string;
  label: string;
  /** What is copied, for those who listen, where the label alone does not say it. */
  what?: string;
  done: string;
}

/** A button that copies a text and confirms it for a moment. The text is made when the button is pressed. */
export function CopyText({ text, label, what, done }: Copied) {
  const { copied, copy } = useCopy(text);
  const shown = copied ? done : label;
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      aria-label={what === undefined ? undefined : `${shown}: ${what}`}
      onClick={copy}
    >
      {shown}
    </Button>
  );
}

/** Copies a value that stands beside it in a line. */
export function CopyValue({ text, label, done }: { text: string; label: string; done: string }) {
  const { copied, copy } = useCopy(() => text);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--ink-soft)"
      size="sm"
      title={copied ? done : label}
      aria-label={copied ? done : label}
      onClick={copy}
    >
      {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
    </ActionIcon>
  );
}

function useCopy(text: () => string) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text()).then(() => setCopied(true));
  return { copied, copy };
}
