import { encode } from "uqr";

const quietZone = 4; // modules around it (ISO/IEC 18004, 5.3.8)

/** Drawn here, of one path: what it says leaves the browser nowhere. Dark on light in every scheme. */
export const QrCode = ({ text, label, size = 176 }: { text: string; label: string; size?: number }) => {
  const { data, size: modules } = encode(text, { ecc: "M", border: quietZone });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
    >
      <rect width={modules} height={modules} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
};
