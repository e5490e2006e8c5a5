import { useRef, type PointerEvent } from 'react';
import classes from './CropArea.module.css';
import { moved, type Box, type Size } from './cropBox.ts';

interface CropAreaProps {
  url: string;
  /** What the picture with its frame is called. */
  label: string;
  picture: Size | null;
  box: Box | null;
  /** Told once the picture is there. */
  onSize: (size: Size) => void;
  onMove: (box: Box) => void;
}

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;

/** The picture, and the part of it that stays, which a pointer moves; for keys there are sliders beside it. */
export function CropArea({ url, label, picture, box, onSize, onMove }: CropAreaProps) {
  const frame = useRef<HTMLDivElement>(null);
  const grabbed = useRef<{ box: Box; x: number; y: number } | null>(null);

  const grab = (event: PointerEvent<HTMLDivElement>) => {
    if (!box) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = { box, x: event.clientX, y: event.clientY };
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const from = grabbed.current;
    if (!from || !picture || !frame.current) return;
    const scale = picture.width / frame.current.clientWidth;
    const across = from.box.x + (event.clientX - from.x) * scale;
    onMove(moved(from.box, picture, across, from.box.y + (event.clientY - from.y) * scale));
  };
  const release = () => {
    grabbed.current = null;
  };

  return (
    <div className={classes.frame} ref={frame}>
      <img
        className={classes.picture}
        src={url}
        alt={label}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
          onSize({ width, height })
        }
      />
      {picture && box && (
        <div
          className={classes.box}
          style={{
            left: percent(box.x, picture.width),
            top: percent(box.y, picture.height),
            width: percent(box.width, picture.width),
            height: percent(box.height, picture.height),
          }}
          onPointerDown={grab}
          onPointerMove={drag}
          onPointerUp={release}
          onPointerCancel={release}
        />
      )}
    </div>
  );
}
