interface Props {
  readonly label: string;
  /** Of `most`; how far is not known where absent. */
  readonly done?: number;
  readonly most?: number;
}

/** Work that goes on, in words; how far, where somebody knows. */
export function Progress({ label, done, most = 1 }: Props) {
  return (
    <div class="progress" role="status">
      <label>
        {label}
        <progress max={most} {...(done === undefined ? {} : { value: done })} />
      </label>
    </div>
  );
}
