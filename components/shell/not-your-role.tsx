import { StopPage } from './stop-page';

export function NotYourRole() {
  return (
    <StopPage title="Not for your role">
      <p>Your role at this desk does not include this page. If it should, ask a supervisor.</p>
    </StopPage>
  );
}
