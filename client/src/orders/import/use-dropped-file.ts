import { useEffect, useEffectEvent, useState } from "react";

/** Takes a file that is dropped anywhere on the page. @returns whether one is held over it */
export function useDroppedFile(onFile: (file: File) => void): boolean {
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent(onFile);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files");
    // Where nothing is allowed the browser would leave the app and show the file.
    const allow = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) take(file);
    };
    window.addEventListener("dragover", allow, { signal });
    window.addEventListener("dragleave", leave, { signal });
    window.addEventListener("drop", drop, { signal });
    return () => controller.abort();
  }, []);

  return isOver;
}
