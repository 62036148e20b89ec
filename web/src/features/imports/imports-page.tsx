import type { Import } from "@/api/types";
export const ImportsPage = (_props: { onOpen: (file: Import) => void }) => null;
