/** A share that one decimal of a percent would blur is written with two: 0.27 %. */
export const isSmallShare = (value: number): boolean => Math.abs(value) < 0.0095;
