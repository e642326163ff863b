/** The product's name with its sign: four bars, as a level meter. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5 text-[15px] font-semibold tracking-tight">
      <svg aria-hidden="true" width="26" height="26" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" fill="var(--action)" />
        <path
          d="M7 22V13M13 22V8M19 22v-6M25 22V11"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      Reelmeter
    </span>
  );
}
