export const ImportPage = (_props: Record<string, unknown>) => null;
