/** Tells a customer that their phone has a question for them. */
export interface Notifier {
  notify(notice: Notice): Promise<void>;
}

export interface Notice {
  readonly name: string;
  readonly bindingMessage: string | undefined;
  /** Opens the phone, already signed in. */
  readonly link: string;
}
