/** A change to the left or right of nothing; its sign is written beside it. */
export function DriverBar({ amount, scale }: { readonly amount: number; readonly scale: number }) {
  const share = scale === 0 ? 0 : (50 * Math.abs(amount)) / scale;
  return (
    <span aria-hidden="true" className="relative block h-2 w-full min-w-20">
      <span className="absolute inset-y-[-3px] left-1/2 w-px bg-hairline" />
      <span
        className={`absolute inset-y-0 rounded-sm ${amount < 0 ? "bg-revenue" : "bg-spend"}`}
        style={{ left: amount < 0 ? `${50 - share}%` : "50%", width: `${share}%` }}
      />
    </span>
  );
}
